/**
 * ACPI tables, an AML interpreter, resource templates and the memory-device hotplug flow.
 *
 * @module
 */
export { parseAcpidump, formatAcpidump, type DumpedTable } from './tables/acpidump.js';
export {
  parseAcpiTable,
  serialiseAcpiTable,
  type AcpiTable,
  type ParseOptions,
} from './tables/acpi-table.js';
export { byteSum, checksumFor } from './tables/checksum.js';
export {
  parseDefinitionBlock,
  serialiseDefinitionBlock,
  type DefinitionBlock,
} from './tables/definition-block.js';
export type { UnknownEntry } from './tables/entry.js';
export { parseFacs, serialiseFacs, type Facs } from './tables/facs.js';
export {
  dsdtAddress,
  FADT_FLAG,
  fadtWith,
  isHardwareReduced,
  parseFadt,
  serialiseFadt,
  type Fadt,
} from './tables/fadt.js';
export type { GenericAddress } from './tables/generic-address.js';
export { parseGtdt, serialiseGtdt, type Gtdt, type GtdtTimer } from './tables/gtdt.js';
export { parseHmat, serialiseHmat, type Hmat, type HmatStructure } from './tables/hmat.js';
export { parseBert, serialiseBert, type Bert } from './tables/bert.js';
export { parseBgrt, serialiseBgrt, type Bgrt } from './tables/bgrt.js';
export { parseCedt, serialiseCedt, type Cedt, type CedtEntry } from './tables/cedt.js';
export {
  parseDbg2,
  serialiseDbg2,
  type Dbg2,
  dbg2Path,
  dbg2Registers,
  type Dbg2Device,
  type Dbg2Registers,
} from './tables/dbg2.js';
export { parseDmar, serialiseDmar, type Dmar, type DmarEntry } from './tables/dmar.js';
export { parseEcdt, serialiseEcdt, type Ecdt, ecdtPath } from './tables/ecdt.js';
export { parseEinj, serialiseEinj, type Einj } from './tables/einj.js';
export { parseErst, serialiseErst, type Erst } from './tables/erst.js';
export { parseHest, serialiseHest, type Hest } from './tables/hest.js';
export { parseHpet, serialiseHpet, type Hpet } from './tables/hpet.js';
export { parseIort, serialiseIort, type Iort, type IortMapping, type IortNode } from './tables/iort.js';
export { parseLpit, serialiseLpit, type Lpit, type LpitEntry } from './tables/lpit.js';
export { parseMpam, serialiseMpam, type Mpam, type MpamComponent } from './tables/mpam.js';
export { parseNfit, serialiseNfit, type Nfit, type NfitEntry } from './tables/nfit.js';
export { parsePptt, serialisePptt, type Pptt, type PpttEntry } from './tables/pptt.js';
export { parseSpcr, serialiseSpcr, type Spcr } from './tables/spcr.js';
export { parseTpm2, serialiseTpm2, tpm2LogArea, type Tpm2 } from './tables/tpm2.js';
export { parseWaet, serialiseWaet, type Waet } from './tables/waet.js';
export { parseMadt, serialiseMadt, type Madt, type MadtEntry } from './tables/madt.js';
export { parseMcfg, serialiseMcfg, type Mcfg, type McfgAllocation } from './tables/mcfg.js';
export {
  parseRsdt,
  parseXsdt,
  serialiseRsdt,
  serialiseXsdt,
  type Rsdt,
  type Xsdt,
} from './tables/root-table.js';
export { parseRsdp, rootTableAddress, serialiseRsdp, type Rsdp } from './tables/rsdp.js';
export { isSlitValid, parseSlit, serialiseSlit, type Slit } from './tables/slit.js';
export {
  AFFINITY_ENABLED,
  MEMORY_AFFINITY,
  parseSrat,
  serialiseSrat,
  type GenericInitiatorAffinity,
  type GiccAffinity,
  type ItsAffinity,
  type MemoryAffinity,
  type ProcessorAffinity,
  type Srat,
  type SratEntry,
  type X2apicAffinity,
} from './tables/srat.js';
export { machineTables, type Board, type BoardMemory, type BoardRange } from './machine/machine-tables.js';
export { machineSrat, type DomainMemory, type MachineAffinity } from './tables/machine-srat.js';
export { sratMemoryRanges, type SratMemoryRange } from './tables/srat-memory.js';
export { sratNodes, type SratNode } from './tables/srat-nodes.js';
export { SYSFS_TABLES, sysfsTables, tablesInSysfs } from './tables/sysfs.js';
export { placeTables, type PlacedTable, type TableRoom, type TableSet } from './tables/table-set.js';
export {
  parseTableHeader,
  serialiseTable,
  TABLE_HEADER_SIZE,
  type TableHeader,
} from './tables/table-header.js';
export { splitTables, tablesInFile } from './tables/tables-in-file.js';
export { parseUnknownTable, serialiseUnknownTable, type UnknownTable } from './tables/unknown-table.js';
export {
  AML_STATUS,
  AmlError,
  AmlFatalError,
  AmlLimitError,
  AmlRegionError,
  type AmlErrorCode,
  type AmlErrorPlace,
} from './aml/aml-error.js';
export { askErrorMethod } from './aml/error-method.js';
export { AmlInterpreter, type AmlInterpreterOptions } from './aml/interpreter.js';
export type { NamespaceNode } from './aml/objects.js';
export { DEFAULT_AML_LIMITS, type AmlLimits } from './aml/limits.js';
export {
  ACPICA_OSI_STRINGS,
  LINUX_OSI_STRINGS,
  OSI_LISTS,
  WINDOWS_OSI_STRINGS,
  type OsiListName,
} from './aml/osi.js';
export { initialiseNamespace, type InitialisationCall } from './aml/initialise.js';
export { repairPredefined, type AnswerPlace } from './aml/repair/repair-predefined.js';
export {
  deliverControllerEvents,
  embeddedControllerHandler,
  fakeEmbeddedController,
  type EmbeddedControllerPorts,
  type FakeEmbeddedController,
} from './aml/embedded-controller.js';
export {
  REGION_SPACE,
  type AccessWidth,
  type RegionHandler,
  type RegionHandlers,
  type RegionInfo,
  type RegionSpaceName,
} from './aml/region-handler.js';
export type { AmlValue } from './aml/value.js';
export {
  ADDRESS_FLAG,
  ADDRESS_TYPE,
  type AddressDescriptor,
  type ExtendedInterruptDescriptor,
  type GpioDescriptor,
  type PinDescriptor,
  type ResourceDescriptor,
  type ResourceSource,
  type SerialBusDescriptor,
} from './resources/descriptor.js';
export { eisaId, hardwareId } from './resources/eisa-id.js';
export { deviceMemoryRanges, type DeviceMemoryRange } from './resources/memory-range.js';
export { parseResourceTemplate, serialiseResourceTemplate } from './resources/resource-template.js';
export { findDevices } from './aml/find-devices.js';
export {
  formatNamespace,
  listNamespace,
  type NamespaceEntry,
  type NamespaceObject,
} from './aml/namespace-list.js';
export {
  CONTROLLER_SIZE,
  createController,
  plugDimm,
  readController,
  requestUnplug,
  writeController,
  type Dimm,
  type HotplugEffect,
  type HotplugSlot,
  type MemoryHotplugController,
} from './memory-hotplug/controller.js';
export { findHotplugWiring, type HotplugWiring } from './memory-hotplug/event-source.js';
export {
  MEMORY_DEVICE_ID,
  MemoryDeviceFirmware,
  type DeviceNotification,
  type FirmwareRun,
  type MemoryDeviceDescription,
} from './memory-hotplug/memory-device.js';
export { memoryHotplugDsdt, type MemoryHotplugMachine } from './memory-hotplug/dsdt/memory-hotplug-dsdt.js';
export { bufferTerm, integerTerm, nameString, stringTerm, type Aml } from './aml-writer/encoding.js';
export { argument, call, local, loop, operation, whenever } from './aml-writer/terms.js';
export {
  device,
  dwordField,
  fieldList,
  method,
  mutex,
  namedValue,
  operationRegion,
  scope,
  type FieldAccess,
  type MethodShape,
} from './aml-writer/declarations.js';
export type { OperatorName } from './aml/opcodes.js';
export { disassemble, type DisassembleOptions } from './disassembler/disassemble.js';
