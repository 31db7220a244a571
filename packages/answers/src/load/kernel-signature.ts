import type { security } from '@warmboot/core';
import { isPe, parsePe } from '@warmboot/boot-image';
import { FormatError } from '@warmboot/format';

/**
 * What a kernel file tells of its signature; undefined for one that is signed: whether the key is trusted, the machine's
 * keyrings know.
 */
export const signatureIn = (bytes: Uint8Array): security.Signature | undefined => {
  if (!isPe(bytes)) return 'not-pe';
  try {
    return parsePe(bytes).signedEnd === undefined ? 'none' : undefined;
  } catch (error) {
    // Whoever loads it says what is wrong with it.
    if (error instanceof FormatError) return 'not-pe';
    throw error;
  }
};
