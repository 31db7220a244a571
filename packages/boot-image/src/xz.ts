import { ByteReader, crc32, type FormatError } from '@warmboot/format';
import { tooLarge } from './lzma-alone.js';
import { LARGEST_DICTIONARY, LzmaHistory } from './lzma-history.js';
import { LzmaDecoder, lzmaProperties } from './lzma.js';
import { arm64Filter, type BranchFilter, FilteredPieces, x86Filter } from './xz-filters.js';

type Take = (piece: Uint8Array) => void;

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const HEADER_SIZE = 12;
const FOOTER_SIZE = 12;
const CRC32 = 1;
/** Bytes of a block's check, by the four bits of the stream's flags. */
const CHECK_SIZE = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64] as const;

const LZMA2 = 0x21;
/** What may stand before LZMA2, by its number. */
const BRANCH_FILTERS: ReadonlyMap<number, () => BranchFilter> = new Map([
  [0x04, x86Filter],
  [0x0a, arm64Filter],
]);

const padded = (size: number): number => Math.ceil(size / 4) * 4;

/** A number of the format: seven bits a byte, the lowest first. The .xz File Format, 1.2. */
class VarintReader {
  readonly #reader: ByteReader;
  at: number;

  constructor(reader: ByteReader, at: number) {
    this.#reader = reader;
    this.at = at;
  }

  next(field: string): number {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = this.#reader.u8(this.at, field);
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw this.#reader.fault(this.at - 9, field, 'a number that does not end', 'at most nine bytes');
  }
}

/**
 * Unpacks .xz streams, with the filters that kernels for x86 and arm64 are packed with (`--x86`, `--arm64`). CRC-32 is checked,
 * as the kernel checks it; other checks are passed by. What follows the streams is left alone, as is the size that the kernel's
 * build writes behind them. The .xz File Format 1.2.0; lib/decompress_unxz.c.
 *
 * @param take gets the pieces in order; one that throws stops the unpacking
 * @throws FormatError for data that is broken or cut off, a dictionary over 128 MiB, or a filter that is not undone here
 */
export const unpackXz = (bytes: Uint8Array, take: Take): void => {
  const reader = new ByteReader(bytes, 'xz', 'little');
  let at = unpackStream(reader, 0, take);
  for (;;) {
    while (at < bytes.length && bytes[at] === 0) at += 1;
    const start = at;
    if (MAGIC.some((byte, index) => bytes[start + index] !== byte)) return;
    at = unpackStream(reader, at, take);
  }
};

/** @returns where the stream ends */
const unpackStream = (reader: ByteReader, start: number, take: Take): number => {
  const check = reader.u8(start + 7, 'the flags') & 15;
  if (crc32(reader.slice(start + 6, 2, 'the flags')) !== reader.u32(start + 8, 'the checksum of the flags')) {
    throw reader.fault(start + 8, 'the checksum of the flags', 'not that of the flags', 'their CRC-32');
  }
  let at = start + HEADER_SIZE;
  while (reader.u8(at, 'a block or the index') !== 0) at = unpackBlock(reader, at, check, take);
  return endOfIndex(reader, at) + FOOTER_SIZE;
};

const endOfIndex = (reader: ByteReader, start: number): number => {
  const numbers = new VarintReader(reader, start + 1);
  for (let left = 2 * numbers.next('the number of blocks'); left > 0; left -= 1) numbers.next('the index');
  const end = start + padded(numbers.at - start) + 4;
  reader.slice(end, FOOTER_SIZE, 'the footer');
  return end;
};

interface BlockHeader {
  readonly data: number;
  readonly dictionary: number;
  /** From the one that was put on last. */
  readonly filters: readonly { readonly filter: BranchFilter; readonly start: number }[];
}

const unpackBlock = (reader: ByteReader, start: number, check: number, take: Take): number => {
  const { data, dictionary, filters } = blockHeader(reader, start);
  let sum = 0;
  let last: Take = (piece) => {
    if (check === CRC32) sum = crc32(piece, sum);
    take(piece);
  };
  const stages: FilteredPieces[] = [];
  for (const { filter, start: position } of filters) {
    const stage = new FilteredPieces(filter, position, last);
    stages.unshift(stage);
    last = (piece) => {
      stage.add(piece);
    };
  }
  const end = unpackLzma2(reader, data, dictionary, last);
  for (const stage of stages) stage.end();
  const checkAt = start + padded(end - start);
  const size = CHECK_SIZE[check as 0];
  reader.slice(checkAt, size, 'the check');
  if (check === CRC32 && sum !== reader.u32(checkAt, 'the check')) {
    throw reader.fault(checkAt, 'the checksum', 'not that of what was unpacked', 'the CRC-32 of the block');
  }
  return checkAt + size;
};

/** The .xz File Format, 3.1. */
const blockHeader = (reader: ByteReader, start: number): BlockHeader => {
  const size = (reader.u8(start, 'the size of a block header') + 1) * 4;
  const header = reader.slice(start, size, 'a block header');
  if (
    crc32(header.subarray(0, size - 4)) !== reader.u32(start + size - 4, 'the checksum of a block header')
  ) {
    throw reader.fault(start, 'the checksum of a block header', 'not that of the header', 'its CRC-32');
  }
  const flags = reader.u8(start + 1, 'the flags of a block');
  const numbers = new VarintReader(reader, start + 2);
  if ((flags & 0x40) !== 0) numbers.next('the packed size');
  if ((flags & 0x80) !== 0) numbers.next('the unpacked size');
  const filters: { readonly filter: BranchFilter; readonly start: number }[] = [];
  for (let left = flags & 3; left > 0; left -= 1) {
    const at = numbers.at;
    const id = numbers.next('a filter');
    const filter = BRANCH_FILTERS.get(id);
    if (filter === undefined) {
      throw reader.fault(at, 'a filter', `0x${id.toString(16)}`, '0x4 (x86) and 0xa (arm64) before LZMA2');
    }
    const properties = numbers.next('the properties of a filter');
    filters.push({
      filter: filter(),
      start: properties === 4 ? reader.u32(numbers.at, 'where a filter starts') : 0,
    });
    numbers.at += properties;
  }
  const at = numbers.at;
  const id = numbers.next('a filter');
  if (id !== LZMA2 || numbers.next('the properties of LZMA2') !== 1) {
    throw reader.fault(at, 'the last filter', `0x${id.toString(16)}`, '0x21 (LZMA2)');
  }
  const bits = reader.u8(numbers.at, 'the dictionary');
  const dictionary = (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (bits > 40 || dictionary > LARGEST_DICTIONARY) throw tooLarge(reader, numbers.at, dictionary);
  return { data: start + size, dictionary, filters };
};

/**
 * Chunks that are LZMA, or not packed. lib/xz/xz_dec_lzma2.c: xz_dec_lzma2_run.
 * @returns where they end
 */
const unpackLzma2 = (reader: ByteReader, start: number, dictionary: number, take: Take): number => {
  let at = start;
  const broken = (found: string): FormatError =>
    reader.fault(at, 'the compressed data', `broken (${found})`, 'whole xz data');
  const history = new LzmaHistory(dictionary, take, broken);
  const decoder = new LzmaDecoder(history, broken);
  /** What the next chunk must say before it: that the dictionary is empty, then what the properties are. */
  let needs: 'dictionary' | 'properties' | 'nothing' = 'dictionary';
  for (;;) {
    const control = reader.u8(at, 'a chunk');
    if (control === 0) {
      history.flush();
      return at + 1;
    }
    const resets = control === 1 || control >= 0xe0;
    if (resets) {
      history.reset();
      needs = 'properties';
    } else if (needs === 'dictionary') throw broken('its first chunk needs what is not there');
    const unpackedLow =
      reader.u8(at + 1, 'the size of a chunk') * 256 + reader.u8(at + 2, 'the size of a chunk');
    if (control < 0x80) {
      if (control > 2) throw broken(`a chunk of kind 0x${control.toString(16)}`);
      for (const byte of reader.slice(at + 3, unpackedLow + 1, 'a chunk')) history.put(byte);
      at += 3 + unpackedLow + 1;
    } else {
      const unpacked = ((control & 0x1f) << 16) + unpackedLow + 1;
      const packed =
        reader.u8(at + 3, 'the size of a chunk') * 256 + reader.u8(at + 4, 'the size of a chunk') + 1;
      let data = at + 5;
      if (control >= 0xc0) {
        const properties = lzmaProperties(reader.u8(data, 'the properties'));
        if (properties === undefined || properties.literalContext + properties.literalPosition > 4) {
          throw reader.fault(data, 'the properties', `${reader.bytes[data]}`, 'lc + lp up to 4');
        }
        data += 1;
        decoder.reset(properties);
        needs = 'nothing';
      } else if (needs === 'properties') throw broken('a chunk without properties');
      else if (control >= 0xa0) decoder.reset();
      const packedBytes = reader.slice(data, packed, 'a chunk');
      const { byteOffset } = reader.bytes;
      const first = packedBytes.byteOffset - byteOffset;
      decoder.decode({ bytes: reader.bytes, start: first, end: first + packed }, unpacked);
      at = data + packed;
    }
    history.flush();
  }
};
