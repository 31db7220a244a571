import { crc32 } from '@warmboot/format';
import type { FitHash, FitImage } from './parse-fit.js';

/** Hash functions by the name that a FIT calls them: `sha256`, `sha1`, `md5`. */
export type FitHashFunctions = Readonly<Record<string, (data: Uint8Array) => Uint8Array>>;

/** What became of a hash of an image. */
export interface CheckedHash extends FitHash {
  /** `unchecked` where nobody gave a function for its algorithm. */
  readonly verdict: 'right' | 'wrong' | 'unchecked';
}

/**
 * Computes every hash of an image again. `crc32` is here; the others come from the caller, who has them in Node's `crypto` or
 * in a library.
 *
 * @example
 * checkHashes(image, { sha256: (data) => createHash('sha256').update(data).digest() });
 */
export const checkHashes = (image: FitImage, functions: FitHashFunctions = {}): CheckedHash[] => {
  const known: FitHashFunctions = { crc32: crc32Bytes, ...functions };
  return image.hashes.map((hash) => {
    const compute = Object.hasOwn(known, hash.algorithm) ? known[hash.algorithm] : undefined;
    if (compute === undefined) return { ...hash, verdict: 'unchecked' };
    const computed = compute(image.data);
    const right =
      computed.length === hash.value.length && computed.every((byte, index) => byte === hash.value[index]);
    return { ...hash, verdict: right ? 'right' : 'wrong' };
  });
};

const crc32Bytes = (data: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, crc32(data));
  return bytes;
};
