/**
 * The devicetree as what one kernel leaves for the next: built by kexec-tools or by kexec_file_load, read at boot.
 *
 * @module
 */
export { type CrashHandover } from './handover/crash-handover.js';
export { buildFileLoadFdt, type FileLoadHandover } from './handover/file-load-fdt.js';
export {
  readHandover,
  type DescribedMemory,
  type DescribedReservation,
  type Handover,
} from './handover/read-fdt.js';
export { prepareToolTree, withToolInitrd, type ToolTree } from './handover/user-space-fdt.js';
