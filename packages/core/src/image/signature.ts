import type { Errno } from '../answer/errno.js';

/** What is to be said of the signature of a kernel file. */
export const SIGNATURES = [
  'trusted',
  'none',
  'unknown-key',
  'unsupported',
  'broken',
  'revoked',
  'not-pe',
] as const;
/** One of {@link SIGNATURES}. */
export type KernelSignature = (typeof SIGNATURES)[number];

/** Why a signature is not good: what the kernel answers, and in words. */
export interface BadSignature {
  readonly errno: Errno;
  readonly reason: string;
}

/** crypto/asymmetric_keys/verify_pefile.c, pkcs7_verify.c, pkcs7_trust.c (core R5.9a). */
export const badSignature = (signature: KernelSignature): BadSignature | undefined => BAD[signature];

const BAD: Readonly<Record<KernelSignature, BadSignature | undefined>> = {
  trusted: undefined,
  none: { errno: 'ENODATA', reason: 'the kernel file has no signature' },
  'unknown-key': { errno: 'ENOKEY', reason: 'no keyring that counts has the key of the signature' },
  unsupported: { errno: 'ENOPKG', reason: 'this kernel lacks the algorithm of the signature' },
  broken: { errno: 'EKEYREJECTED', reason: 'the signature is not that of this file' },
  revoked: { errno: 'EKEYREJECTED', reason: 'the key or the file is on the list of what is revoked' },
  'not-pe': { errno: 'ELIBBAD', reason: 'the file has no PE header, and so no place for a signature' },
};
