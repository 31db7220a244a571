import type { Errno } from '../../answer/errno.js';
import type { Refusal, Success } from '../../answer/result.js';
import { refuse } from '../../answer/result.js';
import type { ShortfallCause } from '../../device/virtio-mem-driver.js';

/** A piece of the driver's work that did not get done; without a cause, the kernel's core refused it. */
export interface Stop extends Refusal {
  readonly cause?: ShortfallCause;
}

export type Work = Success<undefined> | Stop;

export const stop = (cause: ShortfallCause, errno: Errno, reason: string): Stop => ({
  ...refuse(errno, reason),
  cause,
});
