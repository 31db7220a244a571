import type { MemoryEvent, MemoryNotifier, MemoryNotification } from '../contract/memory-notifier.js';
import type { Transition } from '../machine/transition.js';
import { NOTIFY_DONE, NOTIFY_STOP_MASK, notifyToErrno } from '../contract/memory-notifier.js';

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

  /** Whether a member sleeps for the kexec lock when it hears of the event. */
  sleepsForKexec(event: MemoryEvent): boolean {
    return this.members.some(({ sleepsForKexec }) => sleepsForKexec?.includes(event) === true);
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
