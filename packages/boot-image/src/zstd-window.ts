import { FormatError } from '@warmboot/format';

/** Largest window of zstd data that is unpacked: zstd(1) refuses more too, unless it is asked with --long. */
const LARGEST_ZSTD_WINDOW = 128 * 1024 * 1024;

const FRAME = 0xfd2f_b528;
/** The first of sixteen. */
const SKIPPABLE = 0x184d_2a50;
const BLOCK_HEADER = 3;
const RLE_BLOCK = 1;

/** Bytes of the field of a frame's content size, by the two highest bits of the descriptor. */
const SIZE_FIELD = [0, 2, 4, 8] as const;
/** Bytes of the dictionary's number, by the two lowest. */
const DICTIONARY_FIELD = [0, 1, 2, 4] as const;

interface FrameHeader {
  /** Bytes of memory that the frame asks for before anything comes out: its window, or all its content. */
  readonly window: number;
  /** Where its blocks begin. */
  readonly blocks: number;
  readonly hasChecksum: boolean;
}

/** RFC 8878, 3.1.1.1. `at` is where the descriptor is, behind the magic. */
const frameHeader = (bytes: Uint8Array, at: number): FrameHeader => {
  const descriptor = bytes[at] ?? 0;
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionary = DICTIONARY_FIELD[(descriptor & 3) as 0 | 1 | 2 | 3];
  const sizeBytes = SIZE_FIELD[(descriptor >> 6) as 0 | 1 | 2 | 3] || (singleSegment ? 1 : 0);
  const sizeAt = at + 1 + (singleSegment ? 0 : 1) + dictionary;
  const size = bytes.subarray(sizeAt, sizeAt + sizeBytes).reduceRight((value, byte) => value * 256 + byte, 0);
  const exponent = bytes[at + 1] ?? 0;
  const base = 2 ** (10 + (exponent >> 3));
  return {
    window: singleSegment ? size + (sizeBytes === 2 ? 256 : 0) : base + (base / 8) * (exponent & 7),
    blocks: sizeAt + sizeBytes,
    hasChecksum: (descriptor & 4) !== 0,
  };
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
 * Where the frames of zstd data end. Data is refused that asks for more memory than {@link LARGEST_ZSTD_WINDOW}, in whichever of
 * its frames: a decoder takes the memory before the first byte comes out.
 * @throws FormatError that names the frame
 */
export const endOfFrames = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 <= bytes.length) {
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
    at = endOfFrame(bytes, header);
  }
  return Math.min(at, bytes.length);
};
