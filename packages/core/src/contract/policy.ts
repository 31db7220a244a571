import type { AddressRange } from '@warmboot/address';
import type { KexecImage } from '../image/image.js';
import type { SearchQuirks } from './profile.js';
import type { LoadPath } from './tool-profile.js';
import type { Machine } from '../machine/machine.js';
import type { Dimm } from '../device/dimm.js';
import type { Result } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import type { MemoryNotifier } from './memory-notifier.js';

/** Memory that is about to come or go. Onlining and offlining are the notifier chain's. */
export interface MemoryChange {
  readonly kind: 'add' | 'remove';
  readonly range: AddressRange;
}

/** What a proposal asks of programs rather than of the kernel. Whoever plays those programs reads it. */
export interface UserSpaceRules {
  /** A udev rule loads the image anew after memory came or went. */
  readonly reloadsOnMemoryEvents?: boolean;
  /** Which system call `kexec -l` makes, whatever it was asked for. */
  readonly path?: LoadPath;
  /** Loading and jumping are one call, so that nothing happens between them. */
  readonly loadsAndJumps?: boolean;
}

/**
 * A protection that somebody proposed, as a part that can be put into a kernel. Every hook is optional;
 * several policies compose, each asked in order.
 */
export interface Policy {
  /** As it is chosen: `notifier-corrected`. */
  readonly name: string;
  /** Its number in the list of proposals: `P1c` (core 8.3). */
  readonly id?: string;
  /** One line: what it does. */
  readonly summary: string;
  /** Who proposed it, and what they said it would do. */
  readonly origin: string;
  /** What others said against it. */
  readonly objection?: string;
  /** What became of it. */
  readonly upstream?: string;

  readonly notifiers?: readonly MemoryNotifier[];
  /** The resource name of memory that a device adds; undefined leaves the name as it is. */
  nameHotAdded?(dimm: Dimm): string | undefined;
  /** Whether memory under the name that it gives is driver managed; where absent, as every name but `System RAM` is (core R2.30). */
  readonly namesDriverManaged?: boolean;
  /** The type under which hot-added memory enters /sys/firmware/memmap; `none` keeps it out. */
  readonly firmwareMapType?: string;
  /** Asked before memory is added, and before memory whose blocks are all offline is removed. */
  checkChange?(transition: Transition, change: MemoryChange): Result;
  /** {@link checkChange} looks at images under the kexec lock, and sleeps until it has it. */
  readonly changeSleepsForKexec?: boolean;
  /** Memory that cannot be isolated, beside what the kernel itself holds. */
  pinned?(machine: Machine): readonly AddressRange[];
  /** Gives an image more before {@link checkLoad} sees it. */
  prepareImage?(machine: Machine, image: KexecImage): KexecImage;
  /** Asked when an image is about to be published. */
  checkLoad?(transition: Transition, image: KexecImage): Result;
  /** Where kexec_file_load may search for a normal image, in the order of the search. */
  fileRanges?(machine: Machine, ranges: readonly AddressRange[]): readonly AddressRange[];
  /** Changes how kexec_file_load searches. */
  readonly search?: Partial<SearchQuirks>;
  /** Asked by kernel_kexec() before anything is torn down. */
  checkExec?(transition: Transition, image: KexecImage): Result;
  /** Asked right before the copy, when all devices are shut down: there is no way back, so a refusal is a panic. */
  checkCopy?(transition: Transition, image: KexecImage): Result;
  readonly userSpace?: UserSpaceRules;
}
