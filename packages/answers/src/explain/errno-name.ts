import type { Errno } from '@warmboot/core';
import { ERRNO, strerror } from '@warmboot/core';

const isErrno = (word: string): word is Errno => Object.hasOwn(ERRNO, word);

/** Names of all error numbers that are known, by their numbers. */
export const ERRNO_NAMES: readonly Errno[] = Object.keys(ERRNO).filter(isErrno);

/** Other names of the same numbers. */
const ALIASES: Readonly<Record<string, Errno>> = { EOPNOTSUPP: 'ENOTSUP', EWOULDBLOCK: 'EAGAIN' };

/** `22`, `-22`, `errno 22`, `errno=22`, `error -22`. */
const NUMBER = /^(?:(?:errno|error|status)\s*[=:]?\s*)?-?(\d{1,3})$/i;
/** `EINVAL (22)`, as messages have it. */
const NAME_AND_NUMBER = /^(E[A-Z0-9]+)\s*\(-?\d{1,3}\)$/i;

/** A name in any case, alone or with its number; a number with or without its sign; strerror()'s words. Undefined for others. */
export const errnoOf = (text: string): Errno | undefined => {
  const upper = (NAME_AND_NUMBER.exec(text)?.[1] ?? text).toUpperCase();
  if (isErrno(upper)) return upper;
  const alias = ALIASES[upper];
  if (alias !== undefined) return alias;
  const number = Number(NUMBER.exec(text)?.[1]);
  return ERRNO_NAMES.find((name) => ERRNO[name] === number || strerror(name).toUpperCase() === upper);
};
