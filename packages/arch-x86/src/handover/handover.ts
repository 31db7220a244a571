/**
 * boot_params as what one kernel leaves for the next: built by kexec-tools or by kexec_file_load, read at boot.
 *
 * @module
 */
export {
  fileLoadLayout,
  fileLoadParams,
  RNG_SEED_SIZE,
  runtimeMapBytes,
  type FileLoadParams,
} from './file-load-params.js';
export { readHandover, type Handover } from './read-params.js';
export { toolEfi } from './user-space-efi.js';
export { toolCmdlineOffset, toolParams, type ToolParams } from './user-space-params.js';
