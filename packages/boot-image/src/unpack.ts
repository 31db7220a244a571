import { FormatError } from '@warmboot/format';
import { commandToUnpack, compressionOf, decompress } from './compression.js';
import { isUnpackable } from './unpack-pieces.js';

/** A file after a tool has undone its compression, or why it stays as it is. */
export interface UnpackedFile {
  readonly bytes: Uint8Array;
  readonly compression?: string;
  readonly problem?: string;
}

/**
 * Undoes a compression that is in `accepted`. A file that does not unpack is left as it is, as a tool leaves it that
 * tries one library after another.
 */
export const unpackFile = (bytes: Uint8Array, accepted: readonly string[]): UnpackedFile => {
  const compression = compressionOf(bytes);
  if (compression === undefined) return { bytes };
  if (!accepted.includes(compression))
    return { bytes, problem: `${compression} is not unpacked by this tool` };
  if (!isUnpackable(compression)) {
    return {
      bytes,
      problem: `Warmboot does not unpack ${compression}: give it what ${commandToUnpack(compression)} makes of the file`,
    };
  }
  try {
    return { bytes: decompress(bytes, compression), compression };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { bytes, problem: error.message };
  }
};
