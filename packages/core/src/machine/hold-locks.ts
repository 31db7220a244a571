import type { Locks } from './locks.js';
import { NO_LOCKS } from './locks.js';
import type { Transition } from './transition.js';

/**
 * Takes locks, and frees those that are given as undefined. Machines on which nobody holds any share one value. Written
 * without spreads: every block that goes online comes by twice.
 */
export const setLocks = (transition: Transition, change: Partial<Locks>): void => {
  const held = transition.machine.locks;
  const kexec = 'kexec' in change ? change.kexec : held.kexec;
  const hotplug = 'hotplug' in change ? change.hotplug : held.hotplug;
  const memory = 'memory' in change ? change.memory : held.memory;
  const { devices = held.devices } = change;
  if (kexec === undefined && hotplug === undefined && memory === undefined && devices.size === 0) {
    transition.update({ locks: NO_LOCKS });
    return;
  }
  const locks: { -readonly [K in keyof Locks]: Locks[K] } = { devices };
  if (kexec !== undefined) locks.kexec = kexec;
  if (hotplug !== undefined) locks.hotplug = hotplug;
  if (memory !== undefined) locks.memory = memory;
  transition.update({ locks });
};

const withDevice = (devices: Locks['devices'], name: string, holder: string): Locks['devices'] => {
  const more = new Map(devices);
  more.set(name, holder);
  return more;
};

const withoutDevice = (devices: Locks['devices'], name: string): Locks['devices'] => {
  if (devices.size === 1 && devices.has(name)) return NO_LOCKS.devices;
  const left = new Map(devices);
  left.delete(name);
  return left;
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
    devices: withDevice(devices, nameOf(block), hotplug),
  });
};

/** What {@link lockBlock} took is free again. */
export const unlockBlock = (transition: Transition, block: number): void => {
  const { hotplug, devices } = transition.machine.locks;
  setLocks(transition, {
    hotplug: hotplug === writeTo(block) ? undefined : hotplug,
    memory: undefined,
    devices: withoutDevice(devices, nameOf(block)),
  });
};
