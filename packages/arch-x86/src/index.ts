/**
 * x86_64 for Warmboot.
 *
 * @module
 */
export { imageFormat, isBzImage, type BzImage } from './image.js';
export { memoryGeometry } from './hotplug.js';
export {
  parseBootParams,
  editBootParams,
  serialiseBootParams,
  type BootParams,
} from './formats/boot-params.js';
export * from './formats/e820.js';
export * from './formats/setup-data.js';
export { resourceNames } from './resource-names.js';
export { userSpaceLoader } from './placement.js';
export { fileLoader } from './file-load.js';
export * from './handover.js';
export { efiFilesFromLog } from './efi-facts.js';
export { BOOT_PARAMS_FILE } from './layout.js';
