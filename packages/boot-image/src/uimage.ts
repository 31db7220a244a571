import { ByteReader, ByteWriter, crc32 } from '@warmboot/format';

const FORMAT = 'uImage';

/** Bytes of the header. */
export const UIMAGE_HEADER_SIZE = 64;

const MAGIC = 0x2705_1956;
const NAME_SIZE = 32;

/** Values of `ih_os`, `ih_arch`, `ih_type` and `ih_comp` that Linux kernels have. U-Boot, include/image.h. */
export const UIMAGE = {
  OS_LINUX: 5,
  ARCH_ARM: 2,
  ARCH_I386: 3,
  ARCH_ARM64: 22,
  ARCH_X86_64: 24,
  TYPE_KERNEL: 2,
  TYPE_RAMDISK: 3,
  TYPE_KERNEL_NOLOAD: 14,
  COMP_NONE: 0,
  COMP_GZIP: 1,
} as const;

/** What U-Boot calls the numbers of its header. U-Boot, boot/image.c. */
const WORDS: Readonly<Record<'os' | 'arch' | 'type' | 'compression', Readonly<Record<number, string>>>> = {
  os: {
    0: 'invalid',
    1: 'OpenBSD',
    2: 'NetBSD',
    3: 'FreeBSD',
    5: 'Linux',
    14: 'VxWorks',
    16: 'QNX',
    17: 'U-Boot',
    18: 'RTEMS',
    25: 'Trusted Firmware-A',
    26: 'TEE',
    27: 'OpenSBI',
    28: 'EFI',
  },
  arch: {
    0: 'invalid',
    2: 'ARM',
    3: 'Intel x86',
    4: 'IA64',
    5: 'MIPS',
    6: 'MIPS 64 bits',
    7: 'PowerPC',
    8: 'IBM S390',
    9: 'SuperH',
    12: 'M68K',
    14: 'MicroBlaze',
    15: 'Nios II',
    16: 'Blackfin',
    18: 'STMicroelectronics ST200',
    20: 'NDS32',
    21: 'OpenRISC 1000',
    22: 'AArch64',
    23: 'ARC',
    24: 'x86-64',
    25: 'Xtensa',
    26: 'RISC-V',
  },
  type: {
    0: 'invalid',
    1: 'standalone program',
    2: 'kernel',
    3: 'RAM disk',
    4: 'several files',
    5: 'firmware',
    6: 'script',
    7: 'file system',
    8: 'devicetree',
    14: 'kernel that runs where it lies',
  },
  compression: { 0: 'not packed', 1: 'gzip', 2: 'bzip2', 3: 'lzma', 4: 'lzo', 5: 'lz4', 6: 'zstd' },
};

/** A number of the header in words: `Linux`, `AArch64`, `kernel`, `gzip`; the number itself where no word is known. */
export const uImageWord = (field: keyof typeof WORDS, value: number): string =>
  WORDS[field][value] ?? `${field} ${value}`;

/** U-Boot's legacy image header, big-endian. */
export interface UImageHeader {
  readonly time: number;
  /** Bytes after the header. */
  readonly size: number;
  readonly load: number;
  readonly entry: number;
  readonly dataCrc: number;
  readonly os: number;
  readonly arch: number;
  readonly type: number;
  readonly compression: number;
  readonly name: string;
  /** Whether the header's own checksum is right. */
  readonly headerIntact: boolean;
}

/** Whether the magic is there, and a whole header. */
export const isUImage = (bytes: Uint8Array): boolean =>
  bytes.length >= UIMAGE_HEADER_SIZE && new ByteReader(bytes, FORMAT, 'big').u32(0, 'ih_magic') === MAGIC;

const headerCrc = (bytes: Uint8Array): number => {
  // The slice of a Node Buffer is no copy.
  const header = Uint8Array.from(bytes.subarray(0, UIMAGE_HEADER_SIZE));
  header.fill(0, 4, 8);
  return crc32(header);
};

/** @throws FormatError for a header that is cut off or has another magic */
export const parseUImage = (bytes: Uint8Array): UImageHeader => {
  const reader = new ByteReader(bytes, FORMAT, 'big');
  const magic = reader.u32(0, 'ih_magic');
  if (magic !== MAGIC)
    throw reader.fault(0, 'ih_magic', `0x${magic.toString(16)}`, `0x${MAGIC.toString(16)}`);
  const name = reader.slice(UIMAGE_HEADER_SIZE - NAME_SIZE, NAME_SIZE, 'ih_name');
  return {
    time: reader.u32(8, 'ih_time'),
    size: reader.u32(12, 'ih_size'),
    load: reader.u32(16, 'ih_load'),
    entry: reader.u32(20, 'ih_ep'),
    dataCrc: reader.u32(24, 'ih_dcrc'),
    os: reader.u8(28, 'ih_os'),
    arch: reader.u8(29, 'ih_arch'),
    type: reader.u8(30, 'ih_type'),
    compression: reader.u8(31, 'ih_comp'),
    name: new TextDecoder().decode(name).replace(/\0[\s\S]*$/, ''),
    headerIntact: reader.u32(4, 'ih_hcrc') === headerCrc(bytes),
  };
};

/** The data after the header, as much as the header says. @throws FormatError when the file ends before it */
export const uImageData = (bytes: Uint8Array, { size }: UImageHeader): Uint8Array =>
  new ByteReader(bytes, FORMAT, 'big').slice(UIMAGE_HEADER_SIZE, size, 'the data');

/** Whether the data's checksum is right. @throws FormatError when the file ends before the data does */
export const isUImageDataIntact = (bytes: Uint8Array, header: UImageHeader): boolean =>
  crc32(uImageData(bytes, header)) === header.dataCrc;

/** A header and its data, with both checksums right. */
export const serialiseUImage = (
  header: Omit<UImageHeader, 'size' | 'dataCrc' | 'headerIntact'>,
  data: Uint8Array,
): Uint8Array => {
  const name = new Uint8Array(NAME_SIZE);
  name.set(new TextEncoder().encode(header.name).subarray(0, NAME_SIZE - 1));
  const writer = new ByteWriter('big', UIMAGE_HEADER_SIZE + data.length)
    .u32(MAGIC)
    .u32(0)
    .u32(header.time)
    .u32(data.length)
    .u32(header.load)
    .u32(header.entry)
    .u32(crc32(data))
    .u8(header.os)
    .u8(header.arch)
    .u8(header.type)
    .u8(header.compression)
    .bytes(name)
    .bytes(data);
  return writer.patchU32(4, headerCrc(writer.toBytes())).toBytes();
};
