/**
 * The devicetree as what one kernel leaves for the next: built by kexec-tools or by kexec_file_load, read at boot.
 *
 * @module
 */
export { readHandover, type Handover } from './read-fdt.js';
export { prepareToolTree, type ToolTree } from './user-space-fdt.js';
