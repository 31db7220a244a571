import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';

import type { Errno } from '../answer/errno.js';
import { ERRNO, errnoName } from '../answer/errno.js';
import type { Transition } from '../machine/transition.js';

/** Events of the memory notifier chain. include/linux/memory.h; the values are those of the block states. */
export type MemoryEvent =
  | 'MEM_GOING_ONLINE'
  | 'MEM_ONLINE'
  | 'MEM_CANCEL_ONLINE'
  | 'MEM_GOING_OFFLINE'
  | 'MEM_OFFLINE'
  | 'MEM_CANCEL_OFFLINE';

/** struct memory_notify: the pages that an event is about. */
export interface MemoryNotification {
  readonly event: MemoryEvent;
  /** The pages as physical addresses. */
  readonly range: AddressRange;
  /** As the kernel's own notifiers see them: in pages of {@link pageSize}. */
  readonly startPfn: number;
  readonly nrPages: number;
  /** Bytes of a page of the kernel that announces. */
  readonly pageSize: number;
}

/** The notification of an event. @param range whole pages of `pageSize` bytes */
export const notificationOf = (
  event: MemoryEvent,
  range: AddressRange,
  pageSize: number,
): MemoryNotification => ({
  event,
  range,
  startPfn: range.start / pageSize,
  nrPages: sizeOf(range) / pageSize,
  pageSize,
});

/** The notifier has nothing to say. include/linux/notifier.h */
export const NOTIFY_DONE = 0x0000;
/** The notifier agrees. */
export const NOTIFY_OK = 0x0001;
/** The bit of a value that ends the chain. */
export const NOTIFY_STOP_MASK = 0x8000;
/** A veto that says nothing more: EPERM for the caller. */
export const NOTIFY_BAD = NOTIFY_STOP_MASK | 0x0002;
/** Ends the chain without a veto. */
export const NOTIFY_STOP = NOTIFY_STOP_MASK | NOTIFY_OK;

/** notifier_from_errno(): 0 is NOTIFY_OK, an errno is a veto that carries it (core R3.3). */
export const notifyFromErrno = (errno: Errno | 0): number =>
  errno === 0 ? NOTIFY_OK : NOTIFY_STOP_MASK | (NOTIFY_OK + ERRNO[errno]);

/** notifier_to_errno(): undefined where the chain did not veto (core R3.3). */
export const notifyToErrno = (value: number): Errno | undefined => {
  const low = value & ~NOTIFY_STOP_MASK;
  if (low <= NOTIFY_OK) return undefined;
  return errnoName(low - NOTIFY_OK) ?? 'EINVAL';
};

/**
 * A member of the chain. It sees the machine through the transition, may log, and may change state
 * (an image that unloads itself); its value decides whether the event goes on.
 */
export interface MemoryNotifier {
  readonly name: string;
  /** Higher runs first; equal priorities run in order of registration (core R3.1). */
  readonly priority: number;
  /**
   * Events at which it looks at images under the kexec lock and sleeps until it has it: whoever announces sleeps with it.
   * One that only tries the lock asks `machine.locks` instead.
   */
  readonly sleepsForKexec?: readonly MemoryEvent[];
  /** Hears of an event, and answers with a NOTIFY_* value. */
  notify(transition: Transition, notification: MemoryNotification): number;
}
