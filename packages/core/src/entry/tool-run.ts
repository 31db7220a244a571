/**
 * One run of kexec(8) before its system call: what an architecture places segments with.
 *
 * @module
 */
export { toolCompressions as compressions } from '../userspace/kernel-file.js';
export { SegmentList } from '../userspace/segment-list.js';
export { ToolGaveUp as GaveUp, LoaderFailed } from '../userspace/tool-exit.js';
export { requireCrashRegion, ToolLoad as Load } from '../userspace/tool-load.js';
export { runTool as run } from '../userspace/tool-run.js';
export { wrappingType as wrapping } from '../userspace/wrapping-type.js';
