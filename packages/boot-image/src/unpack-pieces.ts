import { Gunzip } from 'fflate';
import { Decompress, decompress } from 'fzstd';
import { unpackBzip2 } from './bzip2.js';
import { unpackLz4 } from './lz4.js';
import { unpackLzma } from './lzma-alone.js';
import { unpackXz } from './xz.js';
import { withSmallerWindow, type ZstdFrame, zstdFrames } from './zstd-window.js';

/** Compressions that are undone here. */
export type UnpackableCompression = 'gzip' | 'zstd' | 'lz4' | 'xz' | 'lzma' | 'bzip2';

/** Who gets what comes out. */
export interface PieceTaker {
  /** Gets a piece; throws to stop the unpacking. */
  take(piece: Uint8Array): void;
  /** Is told how many bytes will come, where the data says so before they take memory; throws to stop the unpacking. */
  expect(size: number): void;
  /** Is told before the second member of a gzip file, and before each behind it. */
  startMember(): void;
  /** Bytes that it takes at most. */
  readonly room: number;
}

type Unpack = (bytes: Uint8Array, taker: PieceTaker) => void;
type Take = PieceTaker['take'];

/** Compressed bytes are fed in pieces, so that what comes out is counted before it fills memory. */
const PIECE = 4 * 1024;

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

/** fzstd moves its whole window for each block, but not where it knows how large a frame becomes. */
const unpackZstdFrame = (frame: ZstdFrame, { take, expect, room }: PieceTaker): void => {
  const { bytes, content, window } = frame;
  if (content !== undefined) {
    expect(content);
    take(decompress(bytes));
    return;
  }
  feed(window > room ? withSmallerWindow(frame, room) : bytes, take, (onPiece) => new Decompress(onPiece));
};

const UNPACK: Readonly<Record<UnpackableCompression, Unpack>> = {
  gzip: (bytes, { take, startMember }) => {
    feed(bytes, take, (onPiece) => {
      const gunzip = new Gunzip(onPiece);
      gunzip.onmember = startMember;
      return gunzip;
    });
  },
  zstd: (bytes, taker) => {
    for (const frame of zstdFrames(bytes)) unpackZstdFrame(frame, taker);
  },
  lz4: (bytes, { take }) => {
    unpackLz4(bytes, take);
  },
  xz: (bytes, { take }) => {
    unpackXz(bytes, take);
  },
  lzma: (bytes, { take }) => {
    unpackLzma(bytes, take);
  },
  bzip2: (bytes, { take }) => {
    unpackBzip2(bytes, take);
  },
};

/** Whether a kind of compression is undone here. */
export const isUnpackable = (compression: string): compression is UnpackableCompression =>
  Object.hasOwn(UNPACK, compression);

/**
 * Unpacks data piece by piece, so that whoever takes the pieces can count them and stop by throwing. What follows the
 * compressed data is left alone.
 *
 * @throws FormatError for broken data, and for data that asks for too much memory; what fflate and fzstd throw, for broken gzip and zstd
 */
export const unpackPieces = (
  bytes: Uint8Array,
  compression: UnpackableCompression,
  taker: PieceTaker,
): void => {
  UNPACK[compression](bytes, taker);
};
