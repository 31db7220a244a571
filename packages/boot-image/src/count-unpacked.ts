import { FormatError } from '@warmboot/format';
import { type UnpackableCompression, unpackPieces } from './unpack-pieces.js';

const count = (bytes: Uint8Array, compression: UnpackableCompression): number => {
  let unpacked = 0;
  unpackPieces(bytes, compression, (piece) => {
    unpacked += piece.length;
  });
  return unpacked;
};

const withoutPadding = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
};

/**
 * Bytes that gzip, zstd or LZ4 data unpacks to. The sizes in their headers are optional, or cut to 32 bits, so what comes out
 * is counted. Zeros that pad the file are let pass, as the kernel lets them.
 * @throws FormatError for data that is broken or cut off, or that asks for too much memory
 */
export const countUnpacked = (bytes: Uint8Array, compression: UnpackableCompression): number => {
  try {
    return count(bytes, compression);
  } catch (error) {
    try {
      const bare = withoutPadding(bytes);
      if (bare.length < bytes.length) return count(bare, compression);
    } catch {
      // Broken all the same: what is said of the whole file is told.
    }
    if (error instanceof FormatError) throw error;
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
