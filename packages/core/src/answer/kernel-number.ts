import type { Result } from './result.js';
import { refuse, succeed } from './result.js';

const UNSIGNED_64_BITS = 1n << 64n;

/**
 * An unsigned number as sysfs files read it: decimal, octal after `0`, hexadecimal after `0x`, perhaps with a `+`
 * in front and one newline behind. lib/kstrtox.c:kstrtoull with base 0.
 * @returns EINVAL for anything else, ERANGE for more than 64 bits
 */
export const parseKernelNumber = (text: string): Result<bigint> => {
  const match = /^\+?(?:(0x[0-9a-f]+)|0([0-7]*)|([1-9][0-9]*))\n?$/i.exec(text);
  if (match === null) return refuse('EINVAL', `${JSON.stringify(text)} is not a number`);
  const [, hexadecimal, octal, decimal] = match;
  const value = BigInt(hexadecimal ?? decimal ?? (octal === '' ? '0' : `0o${octal}`));
  return value < UNSIGNED_64_BITS ? succeed(value) : refuse('ERANGE', `${text} has more than 64 bits`);
};
