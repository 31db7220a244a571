import type { FormatError } from '@warmboot/format';
import { ByteReader } from '@warmboot/format';

const HEADER_SIZE = 4;
const BLOCK_SIZE = 100_000;
/** Pi and its root, in digits of four bits: a block, and the end of a stream. */
const BLOCK_MAGIC = '314159265359';
const END_MAGIC = '177245385090';
const LONGEST_CODE = 20;
/** A table of codes serves as many symbols, then the next that is selected. */
const GROUP = 50;
/** Equal bytes after which a count of more of them stands. */
const RUN = 4;
const PIECE = 64 * 1024;

type Take = (piece: Uint8Array) => void;

/** What of a byte goes into the sum, the highest bit first: not the order of `crc32`. */
const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  return value;
});

/** Bits of a file, the highest of each byte first. */
class Bits {
  readonly #reader: ByteReader;
  #at: number;
  #byte = 0;
  #left = 0;

  constructor(reader: ByteReader, at: number) {
    this.#reader = reader;
    this.#at = at;
  }

  /** Where the byte after the last that was looked at is. */
  get at(): number {
    return this.#at;
  }

  bit(): 0 | 1 {
    if (this.#left === 0) {
      this.#byte = this.#reader.u8(this.#at, 'the compressed data');
      this.#at += 1;
      this.#left = 8;
    }
    this.#left -= 1;
    return ((this.#byte >> this.#left) & 1) as 0 | 1;
  }

  /** At most 32. */
  number(bits: number): number {
    let value = 0;
    for (let count = bits; count > 0; count -= 1) value = value * 2 + this.bit();
    return value;
  }

  magic(): string {
    return this.number(24).toString(16).padStart(6, '0') + this.number(24).toString(16).padStart(6, '0');
  }

  broken(found: string): FormatError {
    return this.#reader.fault(this.#at, 'the compressed data', `broken (${found})`, 'whole bzip2 data');
  }
}

/**
 * Unpacks bzip2 block by block, at most 900 kB of symbols at a time. Checksums of the blocks are checked. What follows the
 * streams is left alone, as is the size that the kernel's build writes behind them. lib/decompress_bunzip2.c reads the same.
 *
 * @param take gets the pieces in order; one that throws stops the unpacking
 * @throws FormatError for data that is broken or cut off
 */
export const unpackBzip2 = (bytes: Uint8Array, take: Take): void => {
  const reader = new ByteReader(bytes, 'bzip2', 'big');
  for (let at = 0; at === 0 || isStream(bytes, at);) {
    const level = reader.u8(at + 3, 'the block size') - 0x30;
    if (level < 1 || level > 9) throw reader.fault(at + 3, 'the block size', `${level}`, '1 to 9');
    const bits = new Bits(reader, at + HEADER_SIZE);
    const symbols = new Uint32Array(level * BLOCK_SIZE);
    for (let magic = bits.magic(); magic !== END_MAGIC; magic = bits.magic()) {
      if (magic !== BLOCK_MAGIC) throw bits.broken('no block where one should begin');
      unpackBlock(bits, symbols, take);
    }
    bits.number(32);
    at = bits.at;
  }
};

const isStream = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x42 && bytes[at + 1] === 0x5a && bytes[at + 2] === 0x68;

const unpackBlock = (bits: Bits, symbols: Uint32Array, take: Take): void => {
  const sum = bits.number(32) | 0;
  if (bits.bit() === 1) throw bits.broken('a block in random order, of bzip2 before 0.9.5');
  const first = bits.number(24);
  const count = readSymbols(bits, symbols);
  if (first >= count) throw bits.broken('a block that begins behind its end');
  if (unsort(symbols, first, count, take) !== sum) throw bits.broken('not what its checksum says');
};

/** Bytes that a block has at all, in order. */
const readAlphabet = (bits: Bits): Uint8Array => {
  const rows = bits.number(16);
  const bytes: number[] = [];
  for (let row = 0; row < 16; row += 1) {
    if (((rows >> (15 - row)) & 1) === 0) continue;
    const columns = bits.number(16);
    for (let column = 0; column < 16; column += 1) {
      if (((columns >> (15 - column)) & 1) === 1) bytes.push(16 * row + column);
    }
  }
  if (bytes.length === 0) throw bits.broken('a block without bytes');
  return Uint8Array.from(bytes);
};

/** Codes of one length follow each other; `first` and `base` are by length, `sorted` has symbols in the order of their codes. */
interface CodeTable {
  readonly shortest: number;
  /** How many codes up to here are taken, in codes of this length: the first that is longer. */
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly sorted: Uint16Array;
}

const readTable = (bits: Bits, size: number): CodeTable => {
  const lengths = new Uint8Array(size);
  let length = bits.number(5);
  for (let symbol = 0; symbol < size; symbol += 1) {
    while (bits.bit() === 1) {
      length += bits.bit() === 0 ? 1 : -1;
      if (length < 1 || length > LONGEST_CODE) throw bits.broken('a code that is too long');
    }
    if (length < 1 || length > LONGEST_CODE) throw bits.broken('a code that is too long');
    lengths[symbol] = length;
  }
  const limit = new Int32Array(LONGEST_CODE + 1);
  const base = new Int32Array(LONGEST_CODE + 1);
  const sorted: number[] = [];
  let code = 0;
  for (let bitsOfCode = 1; bitsOfCode <= LONGEST_CODE; bitsOfCode += 1) {
    code *= 2;
    base[bitsOfCode] = sorted.length - code;
    for (let symbol = 0; symbol < size; symbol += 1) {
      if (lengths[symbol] !== bitsOfCode) continue;
      sorted.push(symbol);
      code += 1;
    }
    limit[bitsOfCode] = code;
  }
  return { shortest: Math.min(...lengths), limit, base, sorted: Uint16Array.from(sorted) };
};

const readSymbol = (bits: Bits, { shortest, limit, base, sorted }: CodeTable): number => {
  let code = bits.number(shortest);
  for (let length = shortest; length <= LONGEST_CODE; length += 1) {
    if (code < limit[length]!) {
      const symbol = sorted[code + base[length]!];
      if (symbol === undefined) break;
      return symbol;
    }
    code = code * 2 + bits.bit();
  }
  throw bits.broken('a code that stands for nothing');
};

/** Takes out what stands at `index`, and puts it first. */
const moveToFront = (list: Uint8Array, index: number): number => {
  const value = list[index]!;
  list.copyWithin(1, 0, index);
  list[0] = value;
  return value;
};

const readSelectors = (bits: Bits, tables: number): Uint8Array => {
  const selectors = new Uint8Array(bits.number(15));
  const recent = Uint8Array.from({ length: tables }, (_, index) => index);
  for (let at = 0; at < selectors.length; at += 1) {
    let index = 0;
    while (bits.bit() === 1) index += 1;
    if (index >= tables) throw bits.broken('a table that is not there');
    selectors[at] = moveToFront(recent, index);
  }
  return selectors;
};

/** The last column of the sorted block, a byte an entry. @returns how many */
const readSymbols = (bits: Bits, symbols: Uint32Array): number => {
  const recent = readAlphabet(bits);
  const end = recent.length + 1;
  const tableCount = bits.number(3);
  if (tableCount < 2 || tableCount > 6) throw bits.broken(`${tableCount} tables of codes`);
  const selectors = readSelectors(bits, tableCount);
  const tables = Array.from({ length: tableCount }, () => readTable(bits, end + 1));
  let count = 0;
  let run = 0;
  let weight = 1;
  for (let at = 0; ; at += 1) {
    const table = tables[selectors[Math.floor(at / GROUP)] ?? -1];
    if (table === undefined) throw bits.broken('more symbols than its tables serve');
    const symbol = readSymbol(bits, table);
    if (symbol < 2) {
      // Digits of the length of a run, 1 and 2, the lowest first.
      run += weight << symbol;
      weight *= 2;
      if (run > symbols.length) throw bits.broken('a block that is too long');
      continue;
    }
    if (count + run > symbols.length) throw bits.broken('a block that is too long');
    symbols.fill(recent[0]!, count, count + run);
    count += run;
    run = 0;
    weight = 1;
    if (symbol === end) return count;
    if (count === symbols.length) throw bits.broken('a block that is too long');
    symbols[count] = moveToFront(recent, symbol - 1);
    count += 1;
  }
};

/** Undoes the Burrows-Wheeler transform and the runs within it. @returns the checksum of what came out */
const unsort = (symbols: Uint32Array, first: number, count: number, take: Take): number => {
  const places = new Uint32Array(256);
  for (let at = 0; at < count; at += 1) places[symbols[at]!]! += 1;
  let before = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const here = places[byte]!;
    places[byte] = before;
    before += here;
  }
  // Each entry keeps its byte in the low bits, and gets the place of the one behind it in the others.
  for (let at = 0; at < count; at += 1) {
    const byte = symbols[at]! & 0xff;
    symbols[places[byte]!]! |= at << 8;
    places[byte]! += 1;
  }
  let piece = new Uint8Array(PIECE);
  let filled = 0;
  let sum = -1;
  const put = (byte: number): void => {
    sum = (sum << 8) ^ CRC[((sum >>> 24) ^ byte) & 0xff]!;
    piece[filled] = byte;
    filled += 1;
    if (filled < PIECE) return;
    take(piece);
    piece = new Uint8Array(PIECE);
    filled = 0;
  };
  let at = symbols[first]! >>> 8;
  let last = -1;
  let run = 0;
  for (let left = count; left > 0; left -= 1) {
    const entry = symbols[at]!;
    const byte = entry & 0xff;
    at = entry >>> 8;
    if (run === RUN) {
      for (let more = byte; more > 0; more -= 1) put(last);
      run = 0;
      last = -1;
      continue;
    }
    run = byte === last ? run + 1 : 1;
    last = byte;
    put(byte);
  }
  if (filled > 0) take(piece.subarray(0, filled));
  return ~sum;
};
