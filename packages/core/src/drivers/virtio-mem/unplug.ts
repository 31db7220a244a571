import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';

import { done } from '../../answer/result.js';
import { pluggedIn } from '../../device/virtio-mem.js';
import { unitsFromTop } from './plug.js';
import type { VirtioMemRun } from './run.js';
import type { UnitState } from './unit-state.js';
import { ownBlocks, pluggedBytesIn } from './unit-state.js';
import type { Work } from './work.js';
import { stop } from './work.js';

/** Blocks that are broken up already come first in their kind, and kernel memory last (firmware-acpi X4). */
const SUB_BLOCK_ORDER: readonly UnitState[] = [
  'offline-partial',
  'offline',
  'movable-partial',
  'kernel-partial',
  'movable',
  'kernel',
];

const BIG_BLOCK_ORDER: readonly UnitState[] = ['offline', 'movable', 'kernel'];

/**
 * Unplugs up to `bytes`, in whole steps, from the top of the region down in each kind of block.
 * drivers/virtio/virtio_mem.c: virtio_mem_unplug_request.
 * @returns EBUSY where less than that could go, or the error of the host
 */
export const unplugMemory = (run: VirtioMemRun, bytes: number): Work => {
  const { mode } = run.driver;
  let left = Math.floor(bytes / mode.step) * mode.step;
  if (left === 0) return done;
  let busy = stop('in-use', 'EBUSY', 'no memory of the device can go');
  const unplugUnit = mode.kind === 'sub-block' ? unplugSteps : unplugBigBlock;
  for (const state of mode.kind === 'sub-block' ? SUB_BLOCK_ORDER : BIG_BLOCK_ORDER) {
    for (const unit of unitsFromTop(run)) {
      if (left === 0) return done;
      if (run.stateOf(unit) !== state) continue;
      const before = pluggedBytesIn(run.device, unit);
      const outcome = unplugUnit(run, unit, left);
      left -= before - pluggedBytesIn(run.device, unit);
      if (outcome.ok) continue;
      if (outcome.errno !== 'EBUSY') return outcome;
      busy = { ...busy, ...outcome };
    }
  }
  return left === 0 ? done : busy;
};

/**
 * Leftovers of earlier passes: memory that is plugged though the kernel refused it goes back to the host, and blocks that
 * have nothing plugged go. virtio_mem_cleanup_pending_mb().
 */
export const cleanUp = (run: VirtioMemRun): Work => {
  for (const unit of unitsFromTop(run)) {
    const state = run.stateOf(unit);
    if (state === 'unused') continue;
    for (const range of state === 'plugged' ? [...pluggedIn(run.device, unit)] : []) {
      const sent = run.unplug(range);
      if (!sent.ok) return sent;
    }
    if (isEmpty(run, unit)) dropBlock(run, unit);
  }
  return done;
};

/** Whether the kernel still has blocks of which nothing is plugged. */
export const hasEmptyBlocks = (run: VirtioMemRun): boolean => {
  for (const unit of unitsFromTop(run)) if (isEmpty(run, unit)) return true;
  return false;
};

const isEmpty = (run: VirtioMemRun, unit: AddressRange): boolean =>
  run.stateOf(unit) !== 'unused' && pluggedBytesIn(run.device, unit) === 0;

/** Sub-block mode: the whole block when it may go and can, else step by step from its top. */
const unplugSteps = (run: VirtioMemRun, unit: AddressRange, left: number): Work => {
  const stuck =
    isWhole(run, unit, left) && run.isolate(unit).ok ? take(run, unit) : takeSteps(run, unit, left);
  // Where the kernel keeps the empty block, the next pass tries again.
  if (isEmpty(run, unit)) dropBlock(run, unit);
  return stuck;
};

const isWhole = (run: VirtioMemRun, unit: AddressRange, left: number): boolean =>
  left >= sizeOf(unit) && pluggedBytesIn(run.device, unit) === sizeOf(unit);

const takeSteps = (run: VirtioMemRun, unit: AddressRange, bytes: number): Work => {
  const { step } = run.driver.mode;
  let left = bytes;
  let outcome: Work = done;
  for (let end = unit.end; end > unit.start && left > 0; end -= step) {
    const range = { start: end - step, end };
    if (pluggedBytesIn(run.device, range) === 0) continue;
    const isolated = run.isolate(range);
    if (!isolated.ok) {
      outcome = isolated;
      continue;
    }
    const taken = take(run, range);
    if (!taken.ok) return taken;
    left -= step;
  }
  return outcome;
};

/** The host unplugs what is out of the page allocator by now. */
const take = (run: VirtioMemRun, range: AddressRange): Work => {
  const sent = run.unplug(range);
  if (sent.ok && isOnline(run, range)) run.adjustManaged(-sizeOf(range));
  return sent;
};

const isOnline = ({ transition, driver }: VirtioMemRun, range: AddressRange): boolean => {
  for (const [, { state }] of ownBlocks(transition.machine, driver, range))
    if (state !== 'offline') return true;
  return false;
};

/** A block of which nothing is plugged is no use to the kernel. */
const dropBlock = (run: VirtioMemRun, unit: AddressRange): Work =>
  isOnline(run, unit) ? run.offlineAndRemove(unit) : run.remove(unit);

/** Big-block mode: offline and remove first, and the host unplugs then. */
const unplugBigBlock = (run: VirtioMemRun, unit: AddressRange): Work => {
  const isolated = run.isolate(unit);
  if (!isolated.ok) return isolated;
  const removed = run.offlineAndRemove(unit);
  // Whatever kept it: the driver only tries other blocks, and comes back later.
  if (!removed.ok) return stop('refused', 'EBUSY', removed.reason);
  return run.unplug(unit);
};
