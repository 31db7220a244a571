import { Gunzip } from 'fflate';
import { Decompress } from 'fzstd';
import { unpackBzip2 } from './bzip2.js';
import { unpackLz4 } from './lz4.js';
import { unpackLzma } from './lzma-alone.js';
import { unpackXz } from './xz.js';
import { endOfFrames } from './zstd-window.js';

/** Compressions that are undone here. */
export type UnpackableCompression = 'gzip' | 'zstd' | 'lz4' | 'xz' | 'lzma' | 'bzip2';

type Take = (piece: Uint8Array) => void;
type Unpack = (bytes: Uint8Array, take: Take, onMember: () => void) => void;

/** Compressed bytes are fed in pieces, so that what comes out is counted before it fills memory. */
const PIECE = 64 * 1024;

type OnPiece = (piece: Uint8Array, last?: boolean) => void;

/** A decoder of a library that is fed, and hands on what comes of it. */
interface Fed {
  push(piece: Uint8Array, last: boolean): void;
}

/** What follows the compressed data is left alone. */
const feed = (bytes: Uint8Array, take: Take, decoder: (onPiece: OnPiece) => Fed): void => {
  const stream = { ended: false };
  const fed = decoder((piece, last) => {
    take(piece);
    stream.ended ||= last === true;
  });
  for (let at = 0; at < bytes.length && !stream.ended; at += PIECE) {
    fed.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  }
};

const UNPACK: Readonly<Record<UnpackableCompression, Unpack>> = {
  gzip: (bytes, take, onMember) => {
    feed(bytes, take, (onPiece) => {
      const gunzip = new Gunzip(onPiece);
      gunzip.onmember = onMember;
      return gunzip;
    });
  },
  zstd: (bytes, take) => {
    feed(bytes.subarray(0, endOfFrames(bytes)), take, (onPiece) => new Decompress(onPiece));
  },
  lz4: unpackLz4,
  xz: unpackXz,
  lzma: unpackLzma,
  bzip2: unpackBzip2,
};

/** Whether {@link unpackPieces} can undo it. */
export const isUnpackable = (compression: string): compression is UnpackableCompression =>
  Object.hasOwn(UNPACK, compression);

/**
 * Unpacks data piece by piece, so that whoever takes the pieces can count them and stop by throwing. What follows the
 * compressed data is left alone.
 *
 * @param onMember is called before the second member of a gzip file, and before each behind it
 * @throws FormatError for broken data, and for data that asks for too much memory; what fflate and fzstd throw, for broken gzip and zstd
 */
export const unpackPieces = (
  bytes: Uint8Array,
  compression: UnpackableCompression,
  take: (piece: Uint8Array) => void,
  onMember: () => void,
): void => {
  UNPACK[compression](bytes, take, onMember);
};
