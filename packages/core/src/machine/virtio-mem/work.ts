import type { Errno } from '../errno.js';
import type { Refusal, Success } from '../result.js';
import { refuse } from '../result.js';
import type { ShortfallCause } from './driver.js';

/** A piece of the driver's work that did not get done; without a cause, the kernel's core refused it. */
export interface Stop extends Refusal {
  readonly cause?: ShortfallCause;
}

export type Work = Success<undefined> | Stop;

export const stop = (cause: ShortfallCause, errno: Errno, reason: string): Stop => ({
  ...refuse(errno, reason),
  cause,
});
