/**
 * boot_params as what one kernel leaves for the next: built by kexec-tools or by kexec_file_load, read at boot.
 *
 * @module
 */
export {
  fileLoadLayout,
  fileLoadParams,
  RNG_SEED_SIZE,
  type FileLoadParams,
} from './handover/file-load-params.js';
export { readHandover, type Handover } from './handover/read-params.js';
export { toolCmdlineOffset, toolParams, type ToolParams } from './handover/user-space-params.js';
