import type { Errno } from '@warmboot/core';
import { ERRNO } from '@warmboot/core';

const isErrno = (word: string): word is Errno => Object.hasOwn(ERRNO, word);

/** Names of all error numbers that are known, by their numbers. */
export const ERRNO_NAMES: readonly Errno[] = Object.keys(ERRNO).filter(isErrno);

/** Other names of the same numbers. */
const ALIASES: Readonly<Record<string, Errno>> = { EOPNOTSUPP: 'ENOTSUP', EWOULDBLOCK: 'EAGAIN' };

/** `EBUSY` in any case, or its number with or without the sign; undefined for other words. */
export const errnoOf = (text: string): Errno | undefined => {
  const upper = text.toUpperCase();
  if (isErrno(upper)) return upper;
  const alias = ALIASES[upper];
  if (alias !== undefined) return alias;
  const number = /^-?(\d{1,3})$/.exec(text)?.[1];
  return ERRNO_NAMES.find((name) => ERRNO[name] === Number(number));
};
