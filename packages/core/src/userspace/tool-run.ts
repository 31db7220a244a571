import type { PhysAddr } from '@warmboot/address';
import { toWire } from '@warmboot/address';

import type { LoadRequest, UserSpaceLoad } from '../contract/load-request.js';
import { kernelPathOf } from '../contract/load-request.js';
import type { SegmentList } from './segment-list.js';

/** Exit status of kexec(8) after die(). */
export const TOOL_DIED = 1;
/** Exit status of kexec(8) after a loader returned an error: EFAILED as the shell sees it (core R7.11). */
export const TOOL_FAILED = 255;
/** Exit status of `kexec -s` where the call is missing or does not know the image: EFALLBACK (core R7.11). */
export const TOOL_WITHOUT_CALL = 253;

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

/** A loader returned an error, and the tool says last which file it was. */
export class LoaderFailed extends ToolGaveUp {
  constructor(...lines: string[]) {
    super(TOOL_FAILED, ...lines);
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
export const runTool = (load: ToolRun, request: LoadRequest): UserSpaceLoad => {
  try {
    const entry = load.run();
    if (request.preserveContext === true) load.segments.saveRest();
    return {
      ok: true,
      entry: toWire(entry),
      segments: load.segments.toRaw(),
      verifiesDigest: true,
      output: [...load.output, ...load.segments.warnings],
    };
  } catch (error) {
    if (!(error instanceof ToolGaveUp)) throw error;
    const last = error instanceof LoaderFailed ? [`Cannot load ${kernelPathOf(request)}`] : [];
    return { ok: false, status: error.status, output: [...load.output, ...error.lines, ...last] };
  }
};
