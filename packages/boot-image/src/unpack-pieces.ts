import { Gunzip } from 'fflate';
import { Decompress } from 'fzstd';
import { unpackLz4 } from './lz4.js';
import { refuseLargeWindows } from './zstd-window.js';

/** Compressions that are undone here. */
export type UnpackableCompression = 'gzip' | 'zstd' | 'lz4';

/** Compressed bytes are fed in pieces, so that what comes out is counted before it fills memory. */
const PIECE = 64 * 1024;

interface Unpacker {
  push(piece: Uint8Array, last: boolean): void;
}

/**
 * Unpacks data piece by piece, so that whoever takes the pieces can count them and stop by throwing. What follows the
 * compressed data is left alone.
 *
 * @throws FormatError for a zstd window that is too large and for broken LZ4; what fflate and fzstd throw, for other broken data
 */
export const unpackPieces = (
  bytes: Uint8Array,
  compression: UnpackableCompression,
  take: (piece: Uint8Array) => void,
): void => {
  if (compression === 'lz4') return unpackLz4(bytes, take);
  if (compression === 'zstd') refuseLargeWindows(bytes);
  const stream = { ended: false };
  const onPiece = (piece: Uint8Array, last?: boolean): void => {
    take(piece);
    stream.ended ||= last === true;
  };
  const unpacker: Unpacker = compression === 'gzip' ? new Gunzip(onPiece) : new Decompress(onPiece);
  for (let at = 0; at < bytes.length && !stream.ended; at += PIECE) {
    unpacker.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  }
};
