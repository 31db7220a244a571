import { ByteReader, type Endian, FormatError } from '@warmboot/format';

const SIGNATURE = 'KDUMP   ';
const FLAT_SIGNATURE = 'makedumpfile\0\0\0\0';
/** Bytes before the first piece of a flattened file. makedumpfile.h, MAX_SIZE_MDF_HEADER. */
const FLAT_HEADER_SIZE = 4096;
/** Place and size of a piece, 64 bits each, big-endian. */
const PIECE_HEADER_SIZE = 16;
const UTSNAME_FIELD = 65;

/** Where the fields behind `utsname` are: `struct timeval` is as wide and as aligned as a `long`. */
const LAYOUT = {
  64: { seconds: 408, status: 424 },
  32: { seconds: 404, status: 412 },
} as const;

/** Bits of `status`, and of what is said of each page. makedumpfile, diskdump_mod.h; crash, diskdump.h. */
const STATUS_WORDS = [
  [0x01, 'packed with zlib'],
  [0x02, 'packed with lzo'],
  [0x04, 'packed with snappy'],
  [0x20, 'packed with zstd'],
  [0x08, 'incomplete: it was cut off while it was written'],
  [0x10, 'without unused parts of vmemmap'],
] as const;

/** Bits of the dump level: what was left out. makedumpfile(8), -d. */
const LEVEL_WORDS = [
  [1, 'pages of zeros'],
  [2, 'cache'],
  [4, 'private cache'],
  [8, 'pages of processes'],
  [16, 'free pages'],
] as const;

/** What a compressed kdump file says of itself. */
export interface KdumpHeader {
  readonly endian: Endian;
  readonly bits: 32 | 64;
  /** 1 to 6: later ones say more. */
  readonly version: number;
  readonly release: string;
  readonly machine: string;
  readonly nodename: string;
  /** Seconds since 1970 when the kernel stopped; 0 where nobody told. */
  readonly seconds: number;
  readonly status: readonly string[];
  /** Bytes of a page. */
  readonly blockSize: number;
  /** Pages up to the highest: those of holes count. */
  readonly maxMapnr: bigint;
  readonly cpus: number;
  /** What was left out, in words; undefined before version 1. */
  readonly leftOut: readonly string[] | undefined;
  /** Where the text of VMCOREINFO lies in the file, where there is one. */
  readonly vmcoreinfo: { readonly offset: number; readonly size: number } | undefined;
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  bytes.length >= text.length && [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/** Whether it is a compressed dump as makedumpfile -c, -l or -z writes it. */
export const isKdump = (bytes: Uint8Array): boolean => startsWith(bytes, SIGNATURE);

/** Whether it is a dump that was flattened for a pipe: makedumpfile -F, QEMU's dump-guest-memory -z. */
export const isFlattenedDump = (bytes: Uint8Array): boolean => startsWith(bytes, FLAT_SIGNATURE);

/**
 * The first bytes of the file that `makedumpfile -R` makes of a flattened one, as far as the pieces that are here tell.
 * makedumpfile.h, struct makedumpfile_data_header.
 *
 * @param size how many bytes
 * @throws FormatError for a piece that cannot be
 */
export const headOfFlattened = (bytes: Uint8Array, size: number): Uint8Array => {
  const reader = new ByteReader(bytes, 'flattened dump', 'big');
  const head = new Uint8Array(size);
  let known = 0;
  for (let at = FLAT_HEADER_SIZE; at + PIECE_HEADER_SIZE <= bytes.length;) {
    const place = BigInt.asIntN(64, reader.u64(at, 'the place of a piece'));
    const length = Number(reader.u64(at + 8, 'the size of a piece'));
    if (place < 0n) break;
    if (length === 0) throw reader.fault(at + 8, 'the size of a piece', '0', 'at least 1');
    const start = Number(place);
    at += PIECE_HEADER_SIZE;
    if (start < size) {
      const piece = bytes.subarray(at, Math.min(at + length, at + size - start));
      head.set(piece, start);
      known = Math.max(known, start + piece.length);
    }
    at += length;
  }
  return head.subarray(0, known);
};

/**
 * The header of a compressed dump. Both orders of bytes and both widths are told apart by what can be: a page is 4 KiB to 64 KiB.
 * makedumpfile, diskdump_mod.h, struct disk_dump_header and struct kdump_sub_header; IMPLEMENTATION.
 *
 * @param bytes the file, or its first 128 KiB
 * @throws FormatError for what is cut off, or no such header
 */
export const parseKdumpHeader = (bytes: Uint8Array): KdumpHeader => {
  const { reader, endian, bits } = layoutOf(bytes);
  const { seconds, status } = LAYOUT[bits];
  const utsname = (index: number): string => textAt(reader, 12 + index * UTSNAME_FIELD, UTSNAME_FIELD);
  const version = reader.u32(8, 'header_version');
  const blockSize = reader.u32(status + 4, 'block_size');
  const flags = reader.u32(status, 'status');
  const sub = subHeader(reader, blockSize, bits, version);
  return {
    endian,
    bits,
    version,
    nodename: utsname(1),
    release: utsname(2),
    machine: utsname(4),
    seconds: reader.u32(seconds + (bits === 64 && endian === 'big' ? 4 : 0), 'timestamp'),
    status: STATUS_WORDS.flatMap(([bit, word]) => ((flags & bit) === 0 ? [] : [word])),
    blockSize,
    maxMapnr: sub.maxMapnr ?? BigInt(reader.u32(status + 16, 'max_mapnr')),
    cpus: reader.u32(status + 36, 'nr_cpus'),
    leftOut: sub.leftOut,
    vmcoreinfo: sub.vmcoreinfo,
  };
};

/** The text of VMCOREINFO, where the file has it and these bytes reach so far. */
export const vmcoreinfoOf = (bytes: Uint8Array, { vmcoreinfo }: KdumpHeader): string | undefined => {
  if (vmcoreinfo === undefined || vmcoreinfo.offset + vmcoreinfo.size > bytes.length) return undefined;
  const { offset, size } = vmcoreinfo;
  return new TextDecoder().decode(bytes.subarray(offset, offset + size)).replace(/\0[^]*$/, '');
};

interface Layout {
  readonly reader: ByteReader;
  readonly endian: Endian;
  readonly bits: 32 | 64;
}

const layoutOf = (bytes: Uint8Array): Layout => {
  for (const endian of ['little', 'big'] as const) {
    const reader = new ByteReader(bytes, 'kdump', endian);
    for (const bits of [64, 32] as const) {
      const blockSize = reader.u32(LAYOUT[bits].status + 4, 'block_size');
      const isPage = blockSize >= 0x1000 && blockSize <= 0x1_0000 && (blockSize & (blockSize - 1)) === 0;
      if (isPage && reader.u32(8, 'header_version') <= 0xff) return { reader, endian, bits };
    }
  }
  throw new FormatError({
    format: 'kdump',
    field: 'block_size',
    found: 'no size of a page in either order of bytes',
    allowed: '4096 to 65536, a power of two',
  });
};

interface SubHeader {
  readonly leftOut?: readonly string[];
  readonly vmcoreinfo?: { readonly offset: number; readonly size: number };
  readonly maxMapnr?: bigint;
}

/** The second header begins at the second block. */
const subHeader = (reader: ByteReader, start: number, bits: 32 | 64, version: number): SubHeader => {
  if (version < 1 || start + 104 > reader.length) return {};
  const level = reader.u32(start + bits / 8, 'dump_level');
  const leftOut = LEVEL_WORDS.flatMap(([bit, word]) => ((level & bit) === 0 ? [] : [word]));
  // Behind it, 32-bit architectures differ in how they align 64 bits.
  if (bits === 32 || version < 3) return { leftOut };
  const offset = Number(reader.u64(start + 32, 'offset_vmcoreinfo'));
  const size = Number(reader.u64(start + 40, 'size_vmcoreinfo'));
  return {
    leftOut,
    ...(size === 0 ? {} : { vmcoreinfo: { offset, size } }),
    ...(version < 6 ? {} : { maxMapnr: reader.u64(start + 96, 'max_mapnr_64') }),
  };
};

const textAt = (reader: ByteReader, offset: number, size: number): string =>
  new TextDecoder().decode(reader.slice(offset, size, 'utsname')).replace(/\0[^]*$/, '');
