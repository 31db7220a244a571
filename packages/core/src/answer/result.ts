import type { Errno } from './errno.js';
import type { LogMessage } from './log.js';

/** What the kernel refused, as a value: the errno that the caller sees and the reason in words. */
export interface Refusal {
  readonly ok: false;
  readonly errno: Errno;
  /** Why, for people; names what was in the way. */
  readonly reason: string;
  /** What the kernel logs as it refuses, in its own words. */
  readonly log?: readonly LogMessage[];
}

/** What was asked for happened. */
export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

/** What a kernel answers: a value, or a refusal with an errno. */
export type Result<T = undefined> = Success<T> | Refusal;

/** A refusal, with a reason in words that Linux itself often does not give. */
export const refuse = (errno: Errno, reason: string): Refusal => ({ ok: false, errno, reason });

/** A refusal that the kernel logs as an error, with the same words for people. */
export const refuseAloud = (errno: Errno, text: string): Refusal => ({
  ...refuse(errno, text),
  log: [{ level: 'error', text }],
});

/** A success with a value. */
export const succeed = <T>(value: T): Success<T> => ({ ok: true, value });

/** A success without a value. */
export const done: Success<undefined> = { ok: true, value: undefined };
