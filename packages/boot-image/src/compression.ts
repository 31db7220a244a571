import { crc32, FormatError } from '@warmboot/format';
import { type PieceTaker, type UnpackableCompression, unpackPieces } from './unpack-pieces.js';

/** Ways to compress a file that kernels are known to come in. */
export type Compression = 'gzip' | 'zstd' | 'xz' | 'lzma' | 'lz4' | 'bzip2' | 'lzo';

/** First bytes of each. */
const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['lzma', [0x5d, 0x00, 0x00]],
  ['lz4', [0x02, 0x21, 0x4c, 0x18]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['lzo', [0x89, 0x4c, 0x5a, 0x4f]],
];

/** What compressed these bytes, by their first ones; undefined for bytes that nothing known did. */
export const compressionOf = (bytes: Uint8Array): Compression | undefined =>
  MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0];

/** What a person runs to unpack a file. */
export const commandToUnpack = (compression: Compression): string => `${UNPACKER[compression]} -dc`;

/** Programs that unpack, each with `-dc` to the standard output. */
const UNPACKER: Readonly<Record<Compression, string>> = {
  gzip: 'gzip',
  zstd: 'zstd',
  xz: 'xz',
  lzma: 'xz --format=lzma',
  lz4: 'lz4',
  bzip2: 'bzip2',
  lzo: 'lzop',
};

/** Largest kernel or initrd that anybody is expected to unpack. */
export const UNPACKED_LIMIT = 512 * 1024 * 1024;

/** Kernels and initrds shrink to a tenth at best; what is beyond these two was made to fill memory. */
const MOST_TIMES_PACKED = 64;
const ALWAYS_ALLOWED = 48 * 1024 * 1024;

/** Counting what gzip packed takes no memory, and a second for so much: an archive of zeros is counted too. */
const ALWAYS_COUNTED_OF_GZIP = 256 * 1024 * 1024;

/** What is left of a file's limit for what is packed once more within it, by the memory that it was unpacked to. */
const leftWithin = new WeakMap<ArrayBufferLike, number>();

/**
 * Most bytes that a file may unpack to where nobody sets a limit. What is packed within what was packed shares the limit of the
 * outermost, or each layer would allow 64 times as much as the one around it.
 */
export const unpackedLimit = (packed: Uint8Array): number =>
  leftWithin.get(packed.buffer) ??
  Math.min(UNPACKED_LIMIT, Math.max(ALWAYS_ALLOWED, MOST_TIMES_PACKED * packed.length));

/** Counts what comes out, and stops the unpacking when it is too much. */
class Tally implements PieceTaker {
  readonly room: number;
  readonly #compression: UnpackableCompression;
  readonly #pieces: Uint8Array[] | undefined;
  size = 0;
  /** CRC-32 of what came out of the member of a gzip file that was unpacked last, and its size. */
  memberSum = 0;
  memberSize = 0;

  /** @param pieces get what comes out, where somebody wants it */
  constructor(compression: UnpackableCompression, limit: number, pieces?: Uint8Array[]) {
    this.#compression = compression;
    this.#pieces = pieces;
    this.room = limit;
  }

  readonly startMember = (): void => {
    this.memberSum = 0;
    this.memberSize = 0;
  };

  readonly expect = (size: number): void => {
    if (this.size + size <= this.room) return;
    throw new FormatError({
      format: this.#compression,
      field: 'the unpacked size',
      found: `more than ${this.room} bytes`,
      allowed: `at most ${this.room} bytes`,
    });
  };

  readonly take = (piece: Uint8Array): void => {
    this.expect(piece.length);
    this.size += piece.length;
    this.#pieces?.push(piece);
    if (this.#compression !== 'gzip') return;
    this.memberSize += piece.length;
    this.memberSum = crc32(piece, this.memberSum);
  };
}

/**
 * Unpacks all, up to a limit. What follows the compressed data is left alone, as gzip(1) and kexec-tools leave it.
 * @param pieces get what comes out, where somebody wants it
 * @returns bytes that came out
 */
const unpackAll = (
  bytes: Uint8Array,
  compression: UnpackableCompression,
  limit: number,
  pieces?: Uint8Array[],
): number => {
  const tally = new Tally(compression, limit, pieces);
  try {
    unpackPieces(bytes, compression, tally);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    // What pads the data is no member of it: all that matters is that the data before it is whole.
    if (compression === 'gzip' && tally.memberSize > 0 && hasTrailerOf(bytes, tally)) return tally.size;
    throw new FormatError(
      {
        format: compression,
        field: 'the compressed data',
        found: `broken (${(error as Error).message})`,
        allowed: `whole ${compression} data`,
      },
      { cause: error },
    );
  }
  if (compression === 'gzip' && !hasTrailerOf(bytes, tally)) {
    throw new FormatError({
      format: compression,
      field: 'the checksum',
      found: 'not that of what was unpacked',
      allowed: 'the CRC-32 and the size at the end of the data (RFC 1952)',
      advice: 'The file was changed or cut off on its way: copy it again.',
    });
  }
  return tally.size;
};

/**
 * Unpacks what {@link isUnpackable} takes. What follows the compressed data is left alone.
 * @param limit most bytes that may come out: half a gigabyte, and no more than kernels shrink, where absent
 * @throws FormatError for data that is broken, cut off, too large, or that asks for too much memory
 */
export const decompress = (
  bytes: Uint8Array,
  compression: UnpackableCompression,
  limit: number = unpackedLimit(bytes),
): Uint8Array => {
  const pieces: Uint8Array[] = [];
  const size = unpackAll(bytes, compression, limit, pieces);
  const [first] = pieces;
  const whole = pieces.length === 1 && first !== undefined ? first : new Uint8Array(size);
  if (whole === first) pieces.length = 0;
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  leftWithin.set(whole.buffer, limit - size);
  return whole;
};

/**
 * Bytes that data unpacks to. The sizes in the headers are optional, or cut to 32 bits, so what comes out is counted.
 * @throws FormatError for data that is broken or cut off, that asks for too much memory, or shrank as only what was made for it does
 */
export const countUnpacked = (bytes: Uint8Array, compression: UnpackableCompression): number =>
  unpackAll(
    bytes,
    compression,
    Math.max(
      compression === 'gzip' ? ALWAYS_COUNTED_OF_GZIP : ALWAYS_ALLOWED,
      MOST_TIMES_PACKED * bytes.length,
    ),
  );

/** Bytes of the checksum and the size that end gzip data, and the most but zeros that may follow them. */
const TRAILER_SIZE = 8;
const MOST_PADDING = 4096;

/** Whether the end of the data has the checksum and size of what came out. */
const hasTrailerOf = (packed: Uint8Array, { memberSum, memberSize }: Tally): boolean => {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let end = packed.length;
  while (end > 0 && packed[end - 1] === 0) end -= 1;
  const size = memberSize >>> 0;
  for (let at = packed.length - TRAILER_SIZE; at >= Math.max(0, end - TRAILER_SIZE - MOST_PADDING); at -= 1) {
    if (view.getUint32(at, true) === memberSum && view.getUint32(at + 4, true) === size) return true;
  }
  return false;
};
