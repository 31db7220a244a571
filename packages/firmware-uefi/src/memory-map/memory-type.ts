/**
 * What a memory descriptor says the memory is. UEFI 2.10 section 7.2.1; spec firmware-uefi section 2.
 * Any other number in `[0x70000000, 0x7fffffff]` belongs to the OEM, in `[0x80000000, 0xffffffff]` to OS loaders.
 */
export const MEMORY_TYPE = {
  /** Never usable. */
  reserved: 0,
  /** Holds the loader or kernel image; free for the OS. */
  loaderCode: 1,
  /** Holds devicetree, initrd and stub data; free for the OS. */
  loaderData: 2,
  /** Free once boot services are gone. */
  bootServicesCode: 3,
  /** As `bootServicesCode`, but may still hold what a configuration table points to. */
  bootServicesData: 4,
  /** Firmware code that runs under the OS. */
  runtimeServicesCode: 5,
  runtimeServicesData: 6,
  /** Free memory. */
  conventional: 7,
  /** Memory with errors. */
  unusable: 8,
  /** RAM that holds ACPI tables; Linux never reuses it. */
  acpiReclaim: 9,
  /** Firmware keeps it across S1-S3. */
  acpiNvs: 10,
  mmio: 11,
  mmioPortSpace: 12,
  palCode: 13,
  /** Byte-addressable non-volatile memory. */
  persistent: 14,
  /** RAM that a confidential guest must accept first (UEFI 2.9). */
  unaccepted: 15,
} as const;

/** Names as Linux 6.1 prints them (`memory_type_name` in drivers/firmware/efi/efi.c); type 15 is unknown to it. */
const LINUX_NAMES: readonly string[] = [
  'Reserved',
  'Loader Code',
  'Loader Data',
  'Boot Code',
  'Boot Data',
  'Runtime Code',
  'Runtime Data',
  'Conventional',
  'Unusable',
  'ACPI Reclaim',
  'ACPI Mem NVS',
  'MMIO',
  'MMIO Port',
  'PAL Code',
  'Persistent',
];

/** Names of other kernels than 6.1: longer ones before 6.0 (spec section 13, "Older kernels"), type 15 from 6.5 on. */
const OTHER_LINUX_NAMES: readonly (readonly [string, number])[] = [
  ['Conventional Memory', MEMORY_TYPE.conventional],
  ['Unusable Memory', MEMORY_TYPE.unusable],
  ['ACPI Reclaim Memory', MEMORY_TYPE.acpiReclaim],
  ['ACPI Memory NVS', MEMORY_TYPE.acpiNvs],
  ['Memory Mapped I/O', MEMORY_TYPE.mmio],
  ['MMIO Port Space', MEMORY_TYPE.mmioPortSpace],
  ['Persistent Memory', MEMORY_TYPE.persistent],
  ['Unaccepted', MEMORY_TYPE.unaccepted],
  ['Unaccepted Memory', MEMORY_TYPE.unaccepted],
];

const UEFI_NAMES: readonly string[] = [
  'EfiReservedMemoryType',
  'EfiLoaderCode',
  'EfiLoaderData',
  'EfiBootServicesCode',
  'EfiBootServicesData',
  'EfiRuntimeServicesCode',
  'EfiRuntimeServicesData',
  'EfiConventionalMemory',
  'EfiUnusableMemory',
  'EfiACPIReclaimMemory',
  'EfiACPIMemoryNVS',
  'EfiMemoryMappedIO',
  'EfiMemoryMappedIOPortSpace',
  'EfiPalCode',
  'EfiPersistentMemory',
  'EfiUnacceptedMemoryType',
];

const TYPE_BY_LINUX_NAME: ReadonlyMap<string, number> = new Map([
  ...LINUX_NAMES.map((name, type) => [name, type] as const),
  ...OTHER_LINUX_NAMES,
]);

const UNNAMED_TYPE = /^type=(\d{1,10})$/;

/** The name in a Linux boot log, `type=N` for a type that Linux 6.1 does not know. */
export const linuxMemoryTypeName = (type: number): string => LINUX_NAMES[type] ?? `type=${type}`;

/** The type behind a name in a Linux boot log of any age, or undefined. Surrounding blanks do not matter. */
export const memoryTypeFromLinuxName = (name: string): number | undefined => {
  const trimmed = name.trim();
  const unnamed = UNNAMED_TYPE.exec(trimmed);
  if (unnamed === null) return TYPE_BY_LINUX_NAME.get(trimmed);
  const type = Number(unnamed[1]);
  return type <= 0xffff_ffff ? type : undefined;
};

/** The name in the UEFI specification, or the range that the number belongs to. */
export const uefiMemoryTypeName = (type: number): string => {
  const name = UEFI_NAMES[type];
  if (name !== undefined) return name;
  const hex = `0x${type.toString(16)}`;
  if (type >= 0x8000_0000) return `OS loader reserved ${hex}`;
  return type >= 0x7000_0000 ? `OEM reserved ${hex}` : `undefined type ${hex}`;
};
