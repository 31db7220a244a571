import type { ByteReader } from '@warmboot/format';

/** First word of every blob. Devicetree Specification v0.4, 5.2. */
export const MAGIC = 0xd00d_feed;
/** Newest version that is understood and the one that is written. */
export const VERSION = 17;
/** Oldest version that is understood, and the oldest that a version 17 blob which is written here claims to be compatible with. */
export const OLDEST_VERSION = 16;

/** Byte offsets of the header's big-endian 32-bit fields. Devicetree Specification v0.4, 5.2. */
export const HEADER_FIELD = {
  magic: 0,
  totalsize: 4,
  off_dt_struct: 8,
  off_dt_strings: 12,
  off_mem_rsvmap: 16,
  version: 20,
  last_comp_version: 24,
  boot_cpuid_phys: 28,
  size_dt_strings: 32,
  size_dt_struct: 36,
} as const;
export type HeaderField = keyof typeof HEADER_FIELD;

/** Bytes of a version 17 header; version 16 has no `size_dt_struct`. The reservations need 8-byte alignment, so both leave 40. */
export const HEADER_SIZE = 40;
const HEADER_SIZE_16 = 36;

/** A header whose every field is possible, taken alone and with the others. Offsets from the start of the blob, in bytes. */
export interface DtbHeader {
  readonly totalSize: number;
  readonly structOffset: number;
  readonly stringsOffset: number;
  readonly reservationsOffset: number;
  readonly version: number;
  readonly lastCompatibleVersion: number;
  readonly bootCpu: number;
  readonly stringsSize: number;
  /** Unknown before version 17: the block ends at its END token. */
  readonly structSize: number | undefined;
  readonly headerSize: number;
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** @throws FormatError that names the first field that cannot be */
export const readHeader = (reader: ByteReader): DtbHeader => {
  const u32 = (field: HeaderField): number => reader.u32(HEADER_FIELD[field], field);
  const refuse = (field: HeaderField, found: string, allowed: string): never => {
    throw reader.fault(HEADER_FIELD[field], field, found, allowed);
  };

  const magic = u32('magic');
  if (magic !== MAGIC) refuse('magic', hex(magic), hex(MAGIC));
  const totalSize = u32('totalsize');
  const version = u32('version');
  if (version < OLDEST_VERSION) refuse('version', `${version}`, `${OLDEST_VERSION} or newer`);
  const lastCompatibleVersion = u32('last_comp_version');
  // How far back a blob claims to be readable matters to older readers alone: libfdt before 1.6.1 wrote 2, and FIT images do.
  if (lastCompatibleVersion > Math.min(version, VERSION)) {
    refuse(
      'last_comp_version',
      `${lastCompatibleVersion}`,
      `at most ${Math.min(version, VERSION)}, as version is ${version}`,
    );
  }

  const headerSize = version < 17 ? HEADER_SIZE_16 : HEADER_SIZE;
  if (totalSize < headerSize)
    refuse('totalsize', `${totalSize}`, `at least the header's ${headerSize} bytes`);
  if (totalSize > reader.length) {
    refuse('totalsize', `${totalSize}`, `at most ${reader.length}, the size of the input (it is cut off)`);
  }

  const offset = (field: HeaderField, alignment: number): number => {
    const value = u32(field);
    if (value % alignment !== 0) refuse(field, hex(value), `a multiple of ${alignment}`);
    if (value < headerSize || value > totalSize) {
      refuse(
        field,
        hex(value),
        `an offset between the header's end ${hex(headerSize)} and totalsize ${hex(totalSize)}`,
      );
    }
    return value;
  };
  const size = (field: HeaderField, start: number): number => {
    const value = u32(field);
    if (value > totalSize - start) {
      refuse(
        field,
        hex(value),
        `at most ${hex(totalSize - start)}, what totalsize leaves after ${hex(start)}`,
      );
    }
    return value;
  };

  const reservationsOffset = offset('off_mem_rsvmap', 8);
  const structOffset = offset('off_dt_struct', 4);
  const stringsOffset = offset('off_dt_strings', 1);
  return {
    totalSize,
    structOffset,
    stringsOffset,
    reservationsOffset,
    version,
    lastCompatibleVersion,
    bootCpu: u32('boot_cpuid_phys'),
    stringsSize: size('size_dt_strings', stringsOffset),
    structSize: version < 17 ? undefined : size('size_dt_struct', structOffset),
    headerSize,
  };
};

/** A block of the blob, `[start, end)` in bytes from its start. */
interface Block {
  readonly field: HeaderField;
  readonly start: number;
  readonly end: number;
}

/** Refuses blocks that share bytes: an edit of one would corrupt the other. Empty blocks share nothing. */
export const refuseOverlap = (reader: ByteReader, blocks: readonly Block[]): void => {
  const sorted = blocks.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  for (const [index, block] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined || next.start >= block.end) continue;
    throw reader.fault(
      HEADER_FIELD[next.field],
      next.field,
      `${hex(next.start)}, inside the block of ${block.field} [${hex(block.start)}, ${hex(block.end)})`,
      'blocks that do not overlap',
    );
  }
};
