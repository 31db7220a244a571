/**
 * What UEFI firmware leaves to a kernel, as codecs and pure functions: memory maps in every form in which Linux shows
 * them, their conversion to e820 and memblock, the tables around them, and the ExitBootServices handshake.
 *
 * @module
 */
export { MEMORY_ATTRIBUTE } from './memory-map/memory-attribute.js';
export {
  EFI_PAGE_SIZE,
  hasAnyAttribute,
  hasAttribute,
  MEMORY_DESCRIPTOR_SIZE,
  type MemoryDescriptor,
} from './memory-map/memory-descriptor.js';
export {
  DESCRIPTOR_VERSION,
  dropInvalidDescriptors,
  EDK2_DESCRIPTOR_SIZE,
  isValidDescriptor,
  memoryMapOf,
  parseMemoryMap,
  serialiseMemoryMap,
  type MemoryMap,
  type ParseMemoryMapOptions,
} from './memory-map/memory-map.js';
export {
  linuxMemoryTypeName,
  MEMORY_TYPE,
  memoryTypeFromLinuxName,
  uefiMemoryTypeName,
} from './memory-map/memory-type.js';
export { descriptorEnd, descriptorRange } from './memory-map/descriptor-range.js';
export {
  formatRuntimeMapEntry,
  parseRuntimeMapEntries,
  type RuntimeMapEntry,
} from './memory-map/runtime-map-entries.js';

export { edk2Boot, type Edk2Boot, type Edk2Handover, type MemoryMark } from './boot/edk2.js';
export { parseEfiBootLog, type EfiBootLog } from './boot-log/boot-log.js';
export { formatBootParameterLines } from './boot-log/boot-parameters-lines.js';
export {
  formatConfigurationTableLine,
  parseConfigurationTableLine,
} from './boot-log/configuration-table-line.js';
export {
  formatTypeAndAttribute,
  parseTypeAndAttribute,
  type TypeAndAttribute,
} from './boot-log/descriptor-text.js';
export {
  formatArm64MemoryMapLine,
  formatMemoryAttributesLine,
  formatX86MemoryMapLine,
  parseArm64MemoryMapLine,
  parseMemoryAttributesLine,
  parseX86MemoryMapLine,
  type MemoryMapLine,
} from './boot-log/memory-map-lines.js';

export {
  isBootServices,
  isMappedForRuntime,
  reserveBootServices,
  type BootServicesReservation,
  type BootServicesSurroundings,
} from './conversion/boot-services-regions.js';
export {
  E820_BOOT_PARAMS_ENTRIES,
  E820_TYPE,
  reimportE820,
  stubE820,
  type E820Range,
  type E820Type,
  type StubE820,
} from './conversion/e820.js';
export {
  classifyForMemblock,
  memblockCalls,
  type MemblockCall,
  type MemblockClass,
  type MemblockOptions,
} from './conversion/memblock.js';
export { toMemblock, type EfiMemblock, type MemblockRegion } from './conversion/memblock-regions.js';
export {
  hasSoftReservedConventional,
  isSpecificPurpose,
  softReservedRanges,
  type SoftReserveOption,
} from './conversion/soft-reserve.js';
export {
  ARM64_VIRTUAL_MAP_BASE,
  arm64VirtualMap,
  invalidateVirtualMap,
  X86_VIRTUAL_MAP_BOTTOM,
  X86_VIRTUAL_MAP_TOP,
  x86VirtualMap,
  type Arm64VirtualMap,
  type Arm64VirtualMapOptions,
} from './conversion/virtual-map.js';

export {
  findConfigurationTable,
  parseConfigurationTables,
  serialiseConfigurationTables,
  type ConfigurationTable,
} from './tables/configuration-table.js';
export type { Guid } from './tables/guid.js';
export { CONFIGURATION_TABLE_GUID, KNOWN_CONFIGURATION_TABLES } from './tables/known-tables.js';
export {
  parseLinuxBootMemoryMap,
  serialiseLinuxBootMemoryMap,
  type LinuxBootMemoryMap,
} from './tables/linux-boot-memory-map.js';
export { parseLinuxInitrd, serialiseLinuxInitrd, type LinuxInitrd } from './tables/linux-initrd.js';
export {
  EMPTY_MEMORY_RESERVE_ROOT,
  MEMORY_RESERVE_NODE_CAPACITY,
  memoryReserveRanges,
  parseMemoryReserveNode,
  reservePersistently,
  serialiseMemoryReserveNode,
  walkMemoryReserveList,
  type MemoryReservation,
  type MemoryReserveList,
  type MemoryReserveNode,
} from './tables/linux-memory-reserve.js';
export {
  memoryAttributesTableSize,
  parseMemoryAttributesTable,
  rejectMemoryAttributesEntry,
  serialiseMemoryAttributesTable,
  type MemoryAttributesRejection,
  type MemoryAttributesTable,
} from './tables/memory-attributes-table.js';
export {
  ALL_RUNTIME_SERVICES,
  parseRtPropertiesTable,
  RUNTIME_SERVICE,
  serialiseRtPropertiesTable,
  type RtPropertiesTable,
  type RuntimeServiceName,
} from './tables/rt-properties-table.js';
export {
  afterExitBootServices,
  parseSystemTable,
  serialiseSystemTable,
  SYSTEM_TABLE_SIZE,
  type SystemTable,
} from './tables/system-table.js';

export { SECURE_BOOT_MODE, type UefiBootParameters } from './handover/boot-parameters.js';
export {
  readUefiChosen,
  UEFI_CHOSEN_PROPERTY_NAMES,
  uefiChosenProperties,
  type DevicetreeProperty,
  type ReadUefiChosenOptions,
  type StubChosenInput,
  type UefiChosenResult,
} from './handover/chosen-properties.js';
export {
  EFI_INFO_OFFSET,
  EFI_INFO_SIZE,
  EFI_LOADER_SIGNATURE,
  parseEfiInfo,
  serialiseEfiInfo,
  type EfiInfo,
} from './handover/efi-info.js';
export {
  parseSetupEfi,
  serialiseSetupEfi,
  SETUP_EFI_SIZE,
  SETUP_EFI_TYPE,
  type SetupEfi,
} from './handover/setup-efi.js';

export { efiStatusCode, efiStatusFromCode, type EfiError, type EfiStatus } from './handshake/efi-status.js';
export { exitBootServices, installConfigurationTable } from './handshake/exit-boot-services.js';
export {
  bootFirmware,
  runtimeEntries,
  type Firmware,
  type FirmwareDescription,
  type FirmwarePhase,
} from './handshake/firmware.js';
export {
  linuxStubExit,
  STUB_SLACK_DESCRIPTORS,
  type Interference,
  type StubExit,
} from './handshake/linux-stub.js';
export {
  allocatePages,
  allocatePool,
  freePages,
  getMemoryMap,
  type AllocatePlace,
  type GetMemoryMapCall,
  type MemoryMapSizes,
} from './handshake/memory-services.js';
export {
  callRuntimeService,
  convertPointer,
  setVirtualAddressMap,
  type RuntimeAddressing,
} from './handshake/runtime-services.js';
export type { ServiceCall } from './handshake/service-call.js';
