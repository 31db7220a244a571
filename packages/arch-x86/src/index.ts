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
  bzImagePayload,
  hasSetupHeader,
  LOADFLAGS,
  parseSetupHeader,
  protocolText,
  realModeSize,
  SETUP_HEADER_OFFSET,
  versionText,
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
export { architecture, architectureOf } from './architecture.js';
export { bootLogReader } from './boot/boot-log.js';
export { crashKernelPlacerOf, reserveCrashKernel } from './boot/crashkernel.js';
export { earlyBoot } from './boot/early-boot.js';
export { discoverMemory, type EarlyMemory } from './boot/early-memory.js';
export { acpiRsdpOf, efiRuntimeMap, readEfiFacts, type EfiFacts } from './facts/efi-facts.js';
export { fileLoader } from './load/file-load.js';
export {
  fileLoadLayout,
  fileLoadParams,
  readHandover,
  toolParams,
  type FileLoadParams,
  type Handover,
  type ToolParams,
} from './handover/handover.js';
export { memoryGeometryOf } from './facts/hotplug.js';
export { imageFormat, isBzImage, type BzImage } from './facts/image.js';
export { crashE820, kexecE820 } from './load/kexec-e820.js';
export { BOOT_PARAMS_FILE } from './facts/layout.js';
export { readToolMemory, type ToolMemory, type ToolRange } from './facts/memory-ranges.js';
export { userSpaceLoader } from './load/placement.js';
export { plugin } from './plugin.js';
export { referenceMachine } from './facts/reference-machine.js';
export { resourceNames } from './facts/resource-names.js';
