import { FormatError } from '@warmboot/format';

/** Largest window of zstd data that is unpacked: zstd(1) refuses more too, unless it is asked with --long. */
const LARGEST_ZSTD_WINDOW = 128 * 1024 * 1024;

const FRAME = 0xfd2f_b528;
/** The first of sixteen. */
const SKIPPABLE = 0x184d_2a50;
const BLOCK_HEADER = 3;
const RLE_BLOCK = 1;
/** Bytes that a block unpacks to at most; a window must hold one. RFC 8878, 3.1.1.2.4 */
const LARGEST_BLOCK = 128 * 1024;

/** Bytes of the field of a frame's content size, by the two highest bits of the descriptor. */
const SIZE_FIELD = [0, 2, 4, 8] as const;
/** Bytes of the dictionary's number, by the two lowest. */
const DICTIONARY_FIELD = [0, 1, 2, 4] as const;

interface FrameHeader {
  /** Bytes of memory that the frame asks for before anything comes out: its window, or all its content. */
  readonly window: number;
  /** Bytes that come out, where it says so. */
  readonly content: number | undefined;
  /** Where its blocks begin. */
  readonly blocks: number;
  readonly hasChecksum: boolean;
}

/** A frame of zstd data. */
export interface ZstdFrame {
  /** The frame, cut off where the file is. */
  readonly bytes: Uint8Array;
  readonly window: number;
  readonly content: number | undefined;
}

/** RFC 8878, 3.1.1.1. `at` is where the descriptor is, behind the magic. */
const frameHeader = (bytes: Uint8Array, at: number): FrameHeader => {
  const descriptor = bytes[at] ?? 0;
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionary = DICTIONARY_FIELD[(descriptor & 3) as 0 | 1 | 2 | 3];
  const sizeBytes = SIZE_FIELD[(descriptor >> 6) as 0 | 1 | 2 | 3] || (singleSegment ? 1 : 0);
  const sizeAt = at + 1 + (singleSegment ? 0 : 1) + dictionary;
  const size = bytes.subarray(sizeAt, sizeAt + sizeBytes).reduceRight((value, byte) => value * 256 + byte, 0);
  const content = sizeBytes === 0 ? undefined : size + (sizeBytes === 2 ? 256 : 0);
  return {
    window: singleSegment ? (content ?? 0) : windowOf(bytes[at + 1] ?? 0),
    content,
    blocks: sizeAt + sizeBytes,
    hasChecksum: (descriptor & 4) !== 0,
  };
};

/** The exponent of its base in the upper five bits, eighths of the base in the others. RFC 8878, 3.1.1.1.2 */
const windowOf = (descriptor: number): number => {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
};

/** Where a frame ends, by the headers of its blocks. RFC 8878, 3.1.1.2 */
const endOfFrame = (bytes: Uint8Array, { blocks, hasChecksum }: FrameHeader): number => {
  let at = blocks;
  for (let last = false; !last && at + 3 <= bytes.length;) {
    const header = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    last = (header & 1) === 1;
    at += BLOCK_HEADER + (((header >> 1) & 3) === RLE_BLOCK ? 1 : header >> 3);
  }
  return at + (hasChecksum ? 4 : 0);
};

/**
 * The frames of zstd data; what follows them is left alone. Data is refused that asks for more memory than
 * {@link LARGEST_ZSTD_WINDOW}, in whichever of its frames: a decoder takes the memory before the first byte comes out.
 * @throws FormatError that names the frame
 */
export const zstdFrames = (bytes: Uint8Array): readonly ZstdFrame[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: ZstdFrame[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const magic = view.getUint32(at, true);
    if (magic >>> 4 === SKIPPABLE >>> 4) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (magic !== FRAME) break;
    const header = frameHeader(bytes, at + 4);
    if (header.window > LARGEST_ZSTD_WINDOW) {
      throw new FormatError({
        format: 'zstd',
        offset: at,
        field: 'the window',
        found: `${header.window} bytes`,
        allowed: `at most ${LARGEST_ZSTD_WINDOW} bytes`,
        advice: 'Pack the file again without --long, or unpack it first.',
      });
    }
    const end = endOfFrame(bytes, header);
    frames.push({ bytes: bytes.subarray(at, end), window: header.window, content: header.content });
    at = end;
  }
  return frames;
};

/**
 * The same frame with a window of no more than `size` bytes or what is next above: where no more than that comes out, no match
 * reaches farther back.
 */
export const withSmallerWindow = ({ bytes }: ZstdFrame, size: number): Uint8Array => {
  const smaller = bytes.slice();
  smaller[5] = (Math.ceil(Math.log2(Math.max(size, LARGEST_BLOCK))) - 10) << 3;
  return smaller;
};
