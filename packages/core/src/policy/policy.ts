import type { KexecImage } from '../kexec/image.js';
import type { Result } from '../machine/result.js';
import type { Transition } from '../machine/transition.js';
import type { MemoryNotifier } from '../memory/notifier.js';

/**
 * A protection that somebody proposed, as a part that can be put into a kernel. Every hook is optional;
 * several policies compose, each asked in order.
 */
export interface Policy {
  /** As it is chosen: `notifier-corrected`. */
  readonly name: string;
  /** One line: what it does. */
  readonly summary: string;
  /** Who proposed it, and what happened to it upstream (core 8.3). */
  readonly origin: string;
  readonly notifiers?: readonly MemoryNotifier[];
  /** Replaces the resource name of memory that a device adds. */
  readonly hotAddedName?: string;
  /** Asked when an image is about to be published. */
  checkLoad?(transition: Transition, image: KexecImage): Result;
  /** Asked by kernel_kexec() before anything is torn down. */
  checkExec?(transition: Transition, image: KexecImage): Result;
}
