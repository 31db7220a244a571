import type { AddressRange } from '@warmboot/address';
import {
  IORES_DESC_ACPI_NV_STORAGE,
  IORES_DESC_ACPI_TABLES,
  IORES_DESC_CRASH_KERNEL,
  IORES_DESC_NONE,
  IORES_DESC_PERSISTENT_MEMORY,
  IORES_DESC_PERSISTENT_MEMORY_LEGACY,
  IORES_DESC_RESERVED,
  IORES_DESC_SOFT_RESERVED,
  type ResourceDescriptor,
} from './descriptor.js';
import {
  BUSY_MEM,
  BUSY_SYSTEM_RAM,
  IORESOURCE_EXCLUSIVE,
  IORESOURCE_MEM,
  IORESOURCE_SYSRAM_DRIVER_MANAGED,
  IORESOURCE_SYSRAM_MERGEABLE,
  IORESOURCE_WINDOW,
  joinFlags,
  SYSTEM_RAM,
} from './flags.js';
import type { ResourceAttributes } from './resource.js';

/** A line of /proc/iomem. */
export interface IomemLine {
  readonly name: string;
  /** 0 for a child of the root. May be more than the text can show. */
  readonly depth: number;
  readonly range: AddressRange;
}

/** What the text of /proc/iomem does not tell. */
export interface ResourceClass {
  readonly flags: number;
  readonly desc: ResourceDescriptor;
}

/** Guesses flags and descriptor of a line from its name and its place. */
export type ClassifyResource = (line: IomemLine, parent: AddressRange & ResourceAttributes) => ResourceClass;

const plain = (flags: number, desc: ResourceDescriptor = IORES_DESC_NONE): ResourceClass => ({ flags, desc });

/** Names that always mean the same, with the class that their only provider gives them. */
const BY_NAME = new Map<string, ResourceClass>([
  ['System RAM', plain(BUSY_SYSTEM_RAM)],
  ['Kernel code', plain(BUSY_SYSTEM_RAM)],
  ['Kernel rodata', plain(BUSY_SYSTEM_RAM)],
  ['Kernel data', plain(BUSY_SYSTEM_RAM)],
  ['Kernel bss', plain(BUSY_SYSTEM_RAM)],
  ['Crash kernel', plain(BUSY_SYSTEM_RAM, IORES_DESC_CRASH_KERNEL)],
  ['ACPI Tables', plain(BUSY_MEM, IORES_DESC_ACPI_TABLES)],
  ['ACPI Non-volatile Storage', plain(BUSY_MEM, IORES_DESC_ACPI_NV_STORAGE)],
  ['Unusable memory', plain(BUSY_MEM)],
  // Firmware's own reservations and memory that drivers take over later are containers.
  ['Reserved', plain(IORESOURCE_MEM, IORES_DESC_RESERVED)],
  ['Soft Reserved', plain(IORESOURCE_MEM, IORES_DESC_SOFT_RESERVED)],
  ['Persistent Memory', plain(IORESOURCE_MEM, IORES_DESC_PERSISTENT_MEMORY)],
  ['Persistent Memory (legacy)', plain(IORESOURCE_MEM, IORES_DESC_PERSISTENT_MEMORY_LEGACY)],
]);

const DRIVER_MANAGED = joinFlags(BUSY_SYSTEM_RAM, IORESOURCE_SYSRAM_DRIVER_MANAGED);

/** Families of names, first match wins. */
const BY_PATTERN: readonly (readonly [RegExp, ResourceClass])[] = [
  // Of the drivers that manage memory, virtio-mem is the one that asks for merging (core R2.19).
  [/^System RAM \(virtio_mem\)$/, plain(joinFlags(DRIVER_MANAGED, IORESOURCE_SYSRAM_MERGEABLE))],
  [/^System RAM \(.*\)$/, plain(DRIVER_MANAGED)],
  // The device region of virtio-mem; other virtio devices are named after their bus.
  [/^virtio\d+$/, plain(joinFlags(SYSTEM_RAM, IORESOURCE_EXCLUSIVE))],
  // dax/kmem's container. A dax device that is not used as RAM looks the same but is busy.
  [/^dax\d+\.\d+$/, plain(SYSTEM_RAM)],
  [/^PCI Bus [0-9a-f]{4,}:[0-9a-f]{2}$/, plain(joinFlags(IORESOURCE_MEM, IORESOURCE_WINDOW))],
  // A PCI base address register; the driver's own request nests in it.
  [/^[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/, plain(IORESOURCE_MEM)],
];

/**
 * The class that a name has on every architecture; other names are taken for a device's, which is busy memory.
 * `reserved` at the top is a range without a kernel mapping, a container; inside another node it is a boot
 * allocation, which is busy. An architecture with further names tries its own first and falls back to this.
 * core R1.19, R2.19
 */
export const classifyLinuxName: ClassifyResource = ({ name, depth }) => {
  if (name === 'reserved') return plain(depth === 0 ? IORESOURCE_MEM : BUSY_MEM);
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  return BY_PATTERN.find(([pattern]) => pattern.test(name))?.[1] ?? plain(BUSY_MEM);
};
