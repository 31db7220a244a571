import { ByteReader, ByteWriter } from '@warmboot/format';

const FORMAT = 'boot_params efi_info';

/** Bytes of the structure; it stands at offset 0x1c0 of boot_params. */
export const EFI_INFO_SIZE = 32;
/** Offset of efi_info in boot_params. */
export const EFI_INFO_OFFSET = 0x1c0;

/** `EL64` and `EL32` as little-endian words: 64-bit and 32-bit firmware. */
export const EFI_LOADER_SIGNATURE = { EL64: 0x3436_4c45, EL32: 0x3233_4c45 } as const;

/** `struct efi_info` of x86 boot_params (spec section 12.2). All zero means no EFI. */
export interface EfiInfo {
  /** An `EFI_LOADER_SIGNATURE`, or 0 without EFI. */
  readonly loaderSignature: number;
  /** Physical address of the system table. */
  readonly systemTable: bigint;
  /** Physical address of the memory map. */
  readonly memoryMap: bigint;
  /** Bytes of the memory map. */
  readonly memoryMapSize: number;
  /** Stride of the memory map: 48 from EDK2's stub and kexec_file_load, 40 from kexec-tools (spec J2). */
  readonly descriptorSize: number;
  readonly descriptorVersion: number;
}

const joined = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low);
const low = (value: bigint): number => Number(value & 0xffff_ffffn);
const high = (value: bigint): number => Number(value >> 32n);

/** @throws FormatError when there are fewer than 32 bytes */
export const parseEfiInfo = (bytes: Uint8Array): EfiInfo => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  return {
    loaderSignature: reader.u32(0, 'efi_loader_signature'),
    systemTable: joined(reader.u32(4, 'efi_systab'), reader.u32(24, 'efi_systab_hi')),
    descriptorSize: reader.u32(8, 'efi_memdesc_size'),
    descriptorVersion: reader.u32(12, 'efi_memdesc_version'),
    memoryMap: joined(reader.u32(16, 'efi_memmap'), reader.u32(28, 'efi_memmap_hi')),
    memoryMapSize: reader.u32(20, 'efi_memmap_size'),
  };
};

/** efi_info as boot_params holds it. */
export const serialiseEfiInfo = (info: EfiInfo): Uint8Array =>
  new ByteWriter('little', EFI_INFO_SIZE)
    .u32(info.loaderSignature)
    .u32(low(info.systemTable))
    .u32(info.descriptorSize)
    .u32(info.descriptorVersion)
    .u32(low(info.memoryMap))
    .u32(info.memoryMapSize)
    .u32(high(info.systemTable))
    .u32(high(info.memoryMap))
    .toBytes();
