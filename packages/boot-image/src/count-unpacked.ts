import { FormatError } from '@warmboot/format';
import { Gunzip } from 'fflate';
import { Decompress } from 'fzstd';

/** Compressed bytes are fed in pieces; what comes out is counted and dropped. */
const PIECE = 64 * 1024;

const count = (bytes: Uint8Array, compression: 'gzip' | 'zstd'): number => {
  let unpacked = 0;
  const add = (piece: Uint8Array): void => {
    unpacked += piece.length;
  };
  const unpacker = compression === 'gzip' ? new Gunzip(add) : new Decompress(add);
  for (let at = 0; at < bytes.length; at += PIECE) {
    unpacker.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  }
  return unpacked;
};

const withoutPadding = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
};

/**
 * Bytes that gzip or zstd data unpacks to. The sizes in their headers are optional, or cut to 32 bits, so what comes out
 * is counted. Zeros that pad the file are let pass, as the kernel lets them.
 * @throws FormatError for data that is broken or cut off
 */
export const countUnpacked = (bytes: Uint8Array, compression: 'gzip' | 'zstd'): number => {
  try {
    return count(bytes, compression);
  } catch (error) {
    try {
      const bare = withoutPadding(bytes);
      if (bare.length < bytes.length) return count(bare, compression);
    } catch {
      // Broken all the same: what is said of the whole file is told.
    }
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
};
