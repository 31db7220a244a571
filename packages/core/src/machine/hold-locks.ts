import type { Locks } from './locks.js';
import { NO_LOCKS } from './locks.js';
import type { Transition } from './transition.js';

/** Takes locks, and frees those that are given as undefined. Machines on which nobody holds any share one value. */
export const setLocks = (transition: Transition, change: Partial<Locks>): void => {
  const { kexec, hotplug, memory, devices } = { ...transition.machine.locks, ...change };
  const isFree = kexec === undefined && hotplug === undefined && memory === undefined && devices.size === 0;
  transition.update({
    locks: isFree
      ? NO_LOCKS
      : {
          ...(kexec === undefined ? {} : { kexec }),
          ...(hotplug === undefined ? {} : { hotplug }),
          ...(memory === undefined ? {} : { memory }),
          devices,
        },
  });
};

const nameOf = (block: number): string => `memory${block}`;
const writeTo = (block: number): string => `the write to ${nameOf(block)}`;

/**
 * A block on its way holds its device's lock and mem_hotplug_lock. The write to sysfs that sent it holds
 * device_hotplug_lock too, where no ejection does already. drivers/base/memory.c: state_store, memory_block_offline
 */
export const lockBlock = (transition: Transition, block: number): void => {
  const { hotplug = writeTo(block), devices } = transition.machine.locks;
  setLocks(transition, {
    hotplug,
    memory: nameOf(block),
    devices: new Map([...devices, [nameOf(block), hotplug]]),
  });
};

/** What {@link lockBlock} took is free again. */
export const unlockBlock = (transition: Transition, block: number): void => {
  const { hotplug, devices } = transition.machine.locks;
  setLocks(transition, {
    ...(hotplug === writeTo(block) ? { hotplug: undefined } : {}),
    memory: undefined,
    devices: new Map([...devices].filter(([name]) => name !== nameOf(block))),
  });
};
