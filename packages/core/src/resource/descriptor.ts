/* What a resource is for, beyond its type: include/linux/ioport.h, core section 1.1. */

/** Nothing more to say; in a search it matches every descriptor. */
export const IORES_DESC_NONE = 0;
/** Set aside for the capture kernel. */
export const IORES_DESC_CRASH_KERNEL = 1;
/** ACPI tables, which the kernel may reclaim. */
export const IORES_DESC_ACPI_TABLES = 2;
/** Memory that firmware needs across sleep. */
export const IORES_DESC_ACPI_NV_STORAGE = 3;
/** Persistent memory that ACPI describes. */
export const IORES_DESC_PERSISTENT_MEMORY = 4;
/** Persistent memory of the time before ACPI described it. */
export const IORES_DESC_PERSISTENT_MEMORY_LEGACY = 5;
/** Addresses that only a device can reach; conflicts with it are logged (core R1.4). */
export const IORES_DESC_DEVICE_PRIVATE_MEMORY = 6;
/** Set aside by firmware. */
export const IORES_DESC_RESERVED = 7;
/** RAM that firmware set aside for a special purpose. */
export const IORES_DESC_SOFT_RESERVED = 8;
/** A window of the CXL interconnect. */
export const IORES_DESC_CXL = 9;

/** One of the `IORES_DESC_` values. */
export type ResourceDescriptor =
  | typeof IORES_DESC_NONE
  | typeof IORES_DESC_CRASH_KERNEL
  | typeof IORES_DESC_ACPI_TABLES
  | typeof IORES_DESC_ACPI_NV_STORAGE
  | typeof IORES_DESC_PERSISTENT_MEMORY
  | typeof IORES_DESC_PERSISTENT_MEMORY_LEGACY
  | typeof IORES_DESC_DEVICE_PRIVATE_MEMORY
  | typeof IORES_DESC_RESERVED
  | typeof IORES_DESC_SOFT_RESERVED
  | typeof IORES_DESC_CXL;
