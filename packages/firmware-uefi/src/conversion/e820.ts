import type { AddressRange } from '@warmboot/address';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { hasAttribute, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorRange } from '../memory-map/descriptor-range.js';
import { isSpecificPurpose, type SoftReserveOption } from './soft-reserve.js';

/** Types of e820 entries that an EFI map can turn into (arch/x86/include/asm/e820/types.h). */
export const E820_TYPE = {
  ram: 1,
  reserved: 2,
  acpi: 3,
  nvs: 4,
  unusable: 5,
  pmem: 7,
  softReserved: 0xefff_ffff,
} as const;

/** A number of the e820 types. */
export type E820Type = (typeof E820_TYPE)[keyof typeof E820_TYPE];

/** An entry of the e820 map. */
export interface E820Range extends AddressRange {
  readonly type: E820Type;
}

/** Entries that fit into boot_params; the stub puts the rest into a SETUP_E820_EXT node. */
export const E820_BOOT_PARAMS_ENTRIES = 128;

/** The e820 map that the stub hands to the kernel. */
export interface StubE820 {
  /** At most 128 entries, for boot_params. */
  readonly table: readonly E820Range[];
  /** What did not fit: the data of setup_data type 1. */
  readonly extension: readonly E820Range[];
}

const FIXED_TYPES: ReadonlyMap<number, E820Type> = new Map<number, E820Type>([
  [MEMORY_TYPE.reserved, E820_TYPE.reserved],
  [MEMORY_TYPE.runtimeServicesCode, E820_TYPE.reserved],
  [MEMORY_TYPE.runtimeServicesData, E820_TYPE.reserved],
  [MEMORY_TYPE.mmio, E820_TYPE.reserved],
  [MEMORY_TYPE.mmioPortSpace, E820_TYPE.reserved],
  [MEMORY_TYPE.palCode, E820_TYPE.reserved],
  [MEMORY_TYPE.unusable, E820_TYPE.unusable],
  [MEMORY_TYPE.acpiReclaim, E820_TYPE.acpi],
  [MEMORY_TYPE.acpiNvs, E820_TYPE.nvs],
  [MEMORY_TYPE.persistent, E820_TYPE.pmem],
]);

const FREE_FOR_THE_OS: ReadonlySet<number> = new Set([
  MEMORY_TYPE.loaderCode,
  MEMORY_TYPE.loaderData,
  MEMORY_TYPE.bootServicesCode,
  MEMORY_TYPE.bootServicesData,
  MEMORY_TYPE.conventional,
]);

const stubType = (descriptor: MemoryDescriptor, softReserve: boolean): E820Type | undefined => {
  if (!FREE_FOR_THE_OS.has(descriptor.type)) return FIXED_TYPES.get(descriptor.type);
  return softReserve && isSpecificPurpose(descriptor) ? E820_TYPE.softReserved : E820_TYPE.ram;
};

/**
 * The e820 map that the x86 EFI stub makes: in map order, joining a descriptor to the entry before it when they
 * touch and agree on the type; types that the stub does not know are left out, and write-back is not asked for
 * (`setup_e820`, drivers/firmware/efi/libstub/x86-stub.c; spec section 12.1, B1).
 * @throws FormatError for a descriptor above 2^53
 */
export const stubE820 = (map: readonly MemoryDescriptor[], { softReserve }: SoftReserveOption): StubE820 => {
  const entries: E820Range[] = [];
  for (const descriptor of map) {
    const type = stubType(descriptor, softReserve);
    if (type === undefined) continue;
    const range = descriptorRange(descriptor);
    const last = entries.at(-1);
    if (last !== undefined && last.type === type && last.end === range.start) {
      entries[entries.length - 1] = { ...last, end: range.end };
    } else {
      entries.push({ ...range, type });
    }
  }
  return {
    table: entries.slice(0, E820_BOOT_PARAMS_ENTRIES),
    extension: entries.slice(E820_BOOT_PARAMS_ENTRIES),
  };
};

/**
 * What the kernel adds to its e820 map with `add_efi_memmap`, or by itself when `hasSoftReservedConventional`:
 * one range a descriptor, in map order, before the kernel sorts and joins them. RAM needs write-back here, and
 * unknown types are reserved (`do_add_efi_memmap`, arch/x86/platform/efi/efi.c; spec section 12.1, B2).
 * @throws FormatError for a descriptor above 2^53
 */
export const reimportE820 = (
  map: readonly MemoryDescriptor[],
  { softReserve }: SoftReserveOption,
): readonly E820Range[] =>
  map.map((descriptor) => {
    const asStub = stubType(descriptor, softReserve) ?? E820_TYPE.reserved;
    const cachedRam = asStub !== E820_TYPE.ram || hasAttribute(descriptor, MEMORY_ATTRIBUTE.WB);
    return { ...descriptorRange(descriptor), type: cachedRam ? asStub : E820_TYPE.reserved };
  });
