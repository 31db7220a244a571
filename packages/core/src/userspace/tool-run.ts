import { toWire, type PhysAddr } from '@warmboot/address';

import type { LoadRequest, UserSpaceLoad } from '../contract/load-request.js';
import { kernelPathOf } from '../contract/load-request.js';
import { LoaderFailed, ToolGaveUp } from './tool-exit.js';
import type { ToolLoad } from './tool-load.js';

/** One run of `kexec -c` by an architecture's loader. */
export interface ToolRun {
  /** Placed and printed so far. */
  readonly tool: ToolLoad;
  /** Places everything. @returns the entry point. @throws ToolGaveUp */
  run(): PhysAddr;
}

/** Carries a run through to what the tool would hand to kexec_load, or to how it gave up. */
export const runTool = (load: ToolRun, request: LoadRequest): UserSpaceLoad => {
  const { output, segments } = load.tool;
  try {
    const entry = load.run();
    if (request.preserveContext === true) segments.saveRest();
    return {
      ok: true,
      entry: toWire(entry),
      segments: segments.toRaw(),
      verifiesDigest: true,
      output: [...output, ...segments.warnings],
    };
  } catch (error) {
    if (!(error instanceof ToolGaveUp)) throw error;
    const last = error instanceof LoaderFailed ? [`Cannot load ${kernelPathOf(request)}`] : [];
    return { ok: false, status: error.status, output: [...output, ...error.lines, ...last] };
  }
};
