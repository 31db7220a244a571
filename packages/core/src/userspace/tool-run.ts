import type { PhysAddr } from '../address/range.js';
import { toWire } from '../address/wire.js';
import type { UserSpaceLoad } from './load-request.js';
import type { SegmentList } from './segment-list.js';

/** Exit status of kexec(8) after die(). */
export const TOOL_DIED = 1;
/** Exit status of kexec(8) after a loader returned an error: EFAILED as the shell sees it (core R7.11). */
export const TOOL_FAILED = 255;

/** Ends a run of the tool from the depth of its steps; {@link runTool} makes a result of it. */
export class ToolGaveUp extends Error {
  readonly status: number;
  /** What it prints last. */
  readonly lines: readonly string[];

  constructor(status: number, ...lines: string[]) {
    super(lines.join('\n'));
    this.status = status;
    this.lines = lines;
  }
}

/** One run of `kexec -c` by an architecture's loader. */
export interface ToolRun {
  readonly segments: SegmentList;
  /** Printed so far. */
  readonly output: readonly string[];
  /** Places everything. @returns the entry point. @throws ToolGaveUp */
  run(): PhysAddr;
}

/** Carries a run through to what the tool would hand to kexec_load, or to how it gave up. */
export const runTool = (load: ToolRun): UserSpaceLoad => {
  try {
    const entry = load.run();
    return {
      ok: true,
      entry: toWire(entry),
      segments: load.segments.toRaw(),
      verifiesDigest: true,
      output: [...load.output, ...load.segments.warnings],
    };
  } catch (error) {
    if (!(error instanceof ToolGaveUp)) throw error;
    return { ok: false, status: error.status, output: [...load.output, ...error.lines] };
  }
};
