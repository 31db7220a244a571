/**
 * x86_64 for Warmboot: the bzImage, where kexec puts it, the boot_params and e820 hand-over, what the next kernel makes of it.
 *
 * @module
 */
export {
  BOOT_PARAMS_SIZE,
  editBootParams,
  parseBootParams,
  serialiseBootParams,
  SETUP_HEADER_ROOM,
  type BootParams,
} from './formats/boot-params.js';
export {
  hasSetupHeader,
  LOADFLAGS,
  parseSetupHeader,
  protocolText,
  realModeSize,
  SETUP_HEADER_OFFSET,
  XLOADFLAGS,
  type SetupHeader,
} from './formats/bzimage.js';
export {
  E820_ENTRY_SIZE,
  E820_MAX_ENTRIES_ZEROPAGE,
  E820_TYPE,
  e820LogName,
  e820ResourceName,
  formatE820Line,
  parseE820Entries,
  parseE820Line,
  parseE820Log,
  removeE820,
  retypeE820,
  sanitiseE820,
  serialiseE820Entries,
  type E820Entry,
} from './formats/e820.js';
export {
  parseSetupData,
  parseSetupIndirect,
  serialiseSetupData,
  serialiseSetupIndirect,
  SETUP_DATA_HEADER_SIZE,
  SETUP_DATA_TYPE,
  walkSetupData,
  type PlacedSetupData,
  type ReadPhysical,
  type SetupDataNode,
  type SetupIndirect,
} from './formats/setup-data.js';
export { architecture } from './architecture.js';
export { bootLogReader } from './boot-log.js';
export { crashKernelPlacer, reserveCrashKernel } from './crashkernel.js';
export { earlyBoot } from './early-boot.js';
export { discoverMemory, type EarlyMemory } from './early-memory.js';
export { acpiRsdpOf, readEfiFacts, type EfiFacts } from './efi-facts.js';
export { fileLoader } from './file-load.js';
export {
  fileLoadLayout,
  fileLoadParams,
  readHandover,
  toolParams,
  type FileLoadParams,
  type Handover,
  type ToolParams,
} from './handover.js';
export { memoryGeometry } from './hotplug.js';
export { imageFormat, isBzImage, type BzImage } from './image.js';
export { crashE820, kexecE820 } from './kexec-e820.js';
export { BOOT_PARAMS_FILE } from './layout.js';
export { readToolMemory, type ToolMemory, type ToolRange } from './memory-ranges.js';
export { userSpaceLoader } from './placement.js';
export { plugin } from './plugin.js';
export { referenceMachine } from './reference-machine.js';
export { resourceNames } from './resource-names.js';
