/**
 * kernel/resource.c: trees of resources, as functions that give another tree.
 *
 * @module
 */
export { SYSTEM_RAM_NAME } from '../hotplug/memory-hotplug.js';
export {
  insertIfFits,
  withCrashRegions,
  withKernelSections,
  withReservedInside,
} from '../resource/boot-resources.js';
export { classifyLinuxName as classify } from '../resource/classify.js';
export {
  IORES_DESC_ACPI_NV_STORAGE as DESC_ACPI_NV_STORAGE,
  IORES_DESC_ACPI_TABLES as DESC_ACPI_TABLES,
  IORES_DESC_CRASH_KERNEL as DESC_CRASH_KERNEL,
  IORES_DESC_NONE as DESC_NONE,
  IORES_DESC_PERSISTENT_MEMORY as DESC_PERSISTENT_MEMORY,
  IORES_DESC_PERSISTENT_MEMORY_LEGACY as DESC_PERSISTENT_MEMORY_LEGACY,
  IORES_DESC_RESERVED as DESC_RESERVED,
  IORES_DESC_SOFT_RESERVED as DESC_SOFT_RESERVED,
} from '../resource/descriptor.js';
export {
  walkResDesc as walkByDescriptor,
  walkSystemRamRes as walkSystemRam,
} from '../resource/find-resource.js';
export {
  joinFlags,
  hasFlags,
  IORESOURCE_MEM as MEM,
  IORESOURCE_EXCLUSIVE as EXCLUSIVE,
  IORESOURCE_SYSRAM_DRIVER_MANAGED as SYSRAM_DRIVER_MANAGED,
  SYSTEM_RAM,
  BUSY_SYSTEM_RAM,
  BUSY_MEM,
} from '../resource/flags.js';
export {
  insertResource as insert,
  insertResourceExpandToFit as insertExpanding,
} from '../resource/insert-resource.js';
export { parseIomem, printIomem } from '../resource/iomem-text.js';
export { preorder } from '../resource/preorder.js';
export { requestResource as request } from '../resource/request-resource.js';
export { reserveRegionWithSplit as reserveSplitting } from '../resource/reserve-region-with-split.js';
export { makeResource as make } from '../resource/resource.js';
export { emptyResourceTree as empty, findResourcePath as pathOf } from '../resource/tree.js';
