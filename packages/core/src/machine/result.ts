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

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T = undefined> = Success<T> | Refusal;

export const refuse = (errno: Errno, reason: string): Refusal => ({ ok: false, errno, reason });

/** A refusal that the kernel logs as an error, with the same words for people. */
export const refuseAloud = (errno: Errno, text: string): Refusal => ({
  ...refuse(errno, text),
  log: [{ level: 'error', text }],
});

export const succeed = <T>(value: T): Success<T> => ({ ok: true, value });

export const done: Success<undefined> = { ok: true, value: undefined };
