import { ByteReader, type FormatError } from '@warmboot/format';

/** Of the frames that `lz4 -l` writes, and the kernel's build: blocks, and nothing that says where they end. */
const LEGACY_MAGIC = 0x184c_2102;
/** Bytes that a block of a legacy frame unpacks to at most. */
const LEGACY_BLOCK = 8 * 1024 * 1024;
/** And is packed to at most, even where nothing in it can be packed. */
const LEGACY_PACKED = LEGACY_BLOCK + Math.floor(LEGACY_BLOCK / 255) + 16;

const FRAME_MAGIC = 0x184d_2204;
/** The first of sixteen. */
const SKIPPABLE = 0x184d_2a50;
/** Bytes that a block of a frame unpacks to at most, by the number in its descriptor. */
const FRAME_BLOCK: Readonly<Record<number, number>> = {
  4: 64 * 1024,
  5: 256 * 1024,
  6: 1024 * 1024,
  7: 4 * 1024 * 1024,
};
const UNPACKED_BLOCK = 0x8000_0000;
/** How far back a match may lie, so much of one block may be used by the next. */
const HISTORY = 64 * 1024;

type Take = (piece: Uint8Array) => void;

/**
 * Unpacks LZ4 block by block: frames (`lz4`), and the legacy frames that kernels and initrds are packed in (`lz4 -l`). A block
 * takes 8 MiB at most, whatever the data claims. What follows the frames is left alone, as is the size that the kernel's build
 * writes behind them. Checksums are passed by. LZ4 Frame Format 1.6.4; LZ4 Block Format; lib/decompress_unlz4.c.
 *
 * @param take gets the pieces in order; one that throws stops the unpacking
 * @throws FormatError for data that is broken or cut off
 */
export const unpackLz4 = (bytes: Uint8Array, take: Take): void => {
  const reader = new ByteReader(bytes, 'lz4', 'little');
  for (let at = 0; at + 4 <= bytes.length;) {
    const magic = reader.u32(at, 'the magic');
    if (magic === LEGACY_MAGIC) at = unpackLegacy(reader, at + 4, take);
    else if (magic === FRAME_MAGIC) at = unpackFrame(reader, at + 4, take);
    else if (magic >>> 4 === SKIPPABLE >>> 4) at += 8 + reader.u32(at + 4, 'a frame to skip');
    else return;
  }
};

/** @returns where the frame ends: at something that is no size of a block */
const unpackLegacy = (reader: ByteReader, start: number, take: Take): number => {
  const block = new Uint8Array(Math.min(LEGACY_BLOCK, 256 * (reader.length - start)));
  let at = start;
  while (at + 4 < reader.length) {
    const size = reader.u32(at, 'the size of a block');
    if (size === 0 || size > LEGACY_PACKED) break;
    const end = unpackBlock(reader, at + 4, size, block, 0);
    take(block.slice(0, end));
    at += 4 + size;
  }
  return at;
};

const unpackFrame = (reader: ByteReader, start: number, take: Take): number => {
  const flags = reader.u8(start, 'the flags');
  const descriptor = reader.u8(start + 1, 'the block size');
  const largest = FRAME_BLOCK[(descriptor >> 4) & 7];
  if (flags >> 6 !== 1) throw reader.fault(start, 'the version', `${flags >> 6}`, '1');
  if (largest === undefined) throw reader.fault(start + 1, 'the block size', `${descriptor >> 4}`, '4 to 7');
  const independent = (flags & 0x20) !== 0;
  const blockChecksum = (flags & 0x10) === 0 ? 0 : 4;
  const contentChecksum = (flags & 0x04) === 0 ? 0 : 4;
  let at = start + 3 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
  const window = new Uint8Array(HISTORY + largest);
  let history = 0;
  for (;;) {
    const size = reader.u32(at, 'the size of a block');
    at += 4;
    if (size === 0) return at + contentChecksum;
    const packed = size % UNPACKED_BLOCK;
    let end: number;
    if (size >= UNPACKED_BLOCK) {
      if (packed > largest)
        throw reader.fault(at - 4, 'the size of a block', `${packed}`, `up to ${largest}`);
      window.set(reader.slice(at, packed, 'a block'), history);
      end = history + packed;
    } else end = unpackBlock(reader, at, packed, window.subarray(0, history + largest), history);
    take(window.slice(history, end));
    at += packed + blockChecksum;
    const kept = independent ? 0 : Math.min(end, HISTORY);
    window.copyWithin(0, end - kept, end);
    history = kept;
  }
};

const broken = (reader: ByteReader, at: number, found: string): FormatError =>
  reader.fault(at, 'a block', `broken (${found})`, 'whole lz4 data');

/**
 * Unpacks one block behind what is in `target` already.
 * @returns where in `target` it ends
 */
const unpackBlock = (
  reader: ByteReader,
  start: number,
  size: number,
  target: Uint8Array,
  from: number,
): number => {
  const source = reader.slice(start, size, 'a block');
  let at = 0;
  let end = from;
  const length = (nibble: number): number => {
    let sum = nibble;
    if (nibble < 15) return sum;
    for (;;) {
      const byte = source[at];
      at += 1;
      if (byte === undefined) throw broken(reader, start + at, 'cut off');
      sum += byte;
      if (byte < 255) return sum;
    }
  };
  for (;;) {
    const token = source[at];
    if (token === undefined) throw broken(reader, start + at, 'without its last literals');
    at += 1;
    const literals = length(token >> 4);
    if (at + literals > size || end + literals > target.length) throw broken(reader, start + at, 'too long');
    target.set(source.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    if (at === size) return end;
    const offset = (source[at] ?? 0) | ((source[at + 1] ?? 0) << 8);
    at += 2;
    const match = length(token & 15) + 4;
    if (offset === 0 || offset > end) throw broken(reader, start + at, 'a match before its beginning');
    if (end + match > target.length) throw broken(reader, start + at, 'too long');
    // A match may reach into itself.
    if (offset >= match) target.copyWithin(end, end - offset, end - offset + match);
    else
      for (let index = 0; index < match; index += 1)
        target[end + index] = target[end + index - offset] as number;
    end += match;
  }
};
