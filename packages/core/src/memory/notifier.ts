import type { Errno } from '../machine/errno.js';
import { ERRNO, errnoName } from '../machine/errno.js';
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
  readonly startPfn: number;
  readonly nrPages: number;
}

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
  /** Hears of an event, and answers with a NOTIFY_* value. */
  notify(transition: Transition, notification: MemoryNotification): number;
}

/** The ordered chain. A value: adding a member makes a new chain. */
export class NotifierChain {
  readonly members: readonly MemoryNotifier[];

  constructor(members: readonly MemoryNotifier[] = []) {
    const names = new Set<string>();
    for (const { name } of members) {
      if (names.has(name)) throw new TypeError(`notifier ${name} is registered twice (EEXIST)`);
      names.add(name);
    }
    this.members = [...members].sort((a, b) => b.priority - a.priority);
  }

  /**
   * Calls the members in order and stops at the first value with NOTIFY_STOP_MASK.
   * @returns the value of the last member called, and that member's name when it vetoed (core R3.2)
   */
  call(
    transition: Transition,
    notification: MemoryNotification,
  ): { readonly value: number; readonly vetoedBy?: string } {
    let value = NOTIFY_DONE;
    for (const member of this.members) {
      value = member.notify(transition, notification);
      if ((value & NOTIFY_STOP_MASK) !== 0) {
        return notifyToErrno(value) === undefined ? { value } : { value, vetoedBy: member.name };
      }
    }
    return { value };
  }
}
