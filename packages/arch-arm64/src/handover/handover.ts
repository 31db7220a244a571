/**
 * The devicetree as what one kernel leaves for the next: built by kexec-tools or by kexec_file_load, read at boot.
 *
 * @module
 */
export { type CrashHandover } from './crash-handover.js';
export { buildFileLoadFdt, type FileLoadHandover } from './file-load-fdt.js';
export { readHandover, type DescribedMemory, type DescribedReservation, type Handover } from './read-fdt.js';
export { prepareToolTree, withToolInitrd, type ToolTree } from './user-space-fdt.js';
