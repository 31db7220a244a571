import type { AddressRange } from '@warmboot/address';
import { subtract, humanSize } from '@warmboot/address';
import { ERRNO } from '../../answer/errno.js';
import { done } from '../../answer/result.js';
import { usableUnits } from '../../device/block-mode.js';
import { pluggedIn } from '../../device/virtio-mem.js';
import { offlineBytes, offlineLimit } from './offline-limit.js';
import type { VirtioMemRun } from './run.js';
import type { UnitState } from './unit-state.js';
import type { Stop, Work } from './work.js';
import { stop } from './work.js';

/** Online blocks first: their memory is used at once. */
const PARTIAL: readonly UnitState[] = ['kernel-partial', 'movable-partial', 'offline-partial'];

/**
 * Plugs up to `bytes`, in whole steps: what is missing in blocks that are there, then new units from the bottom of the
 * region. drivers/virtio/virtio_mem.c: virtio_mem_plug_request.
 * @returns ENOSPC where the region or the limit of offline memory ends it, or the error of the host or the kernel
 */
export const plugMemory = (run: VirtioMemRun, bytes: number): Work => {
  const { step } = run.driver.mode;
  const wanted = Math.floor(bytes / step) * step;
  const filled = fillBlocks(run, wanted);
  return typeof filled === 'number' ? addUnits(run, wanted - filled) : filled;
};

/** Completes blocks that are plugged in part. @returns the bytes plugged */
const fillBlocks = (run: VirtioMemRun, wanted: number): number | Stop => {
  let plugged = 0;
  if (run.driver.mode.kind === 'big-block') return plugged;
  for (const state of PARTIAL) {
    for (const unit of unitsOf(run)) {
      if (plugged >= wanted) return plugged;
      if (run.stateOf(unit) !== state) continue;
      for (const gap of subtract([unit], [...pluggedIn(run.device, unit)])) {
        const size = Math.min(gap.end - gap.start, wanted - plugged);
        if (size === 0) break;
        const sent = run.plug({ start: gap.start, end: gap.start + size });
        if (!sent.ok) return sent;
        plugged += size;
        if (state !== 'offline-partial') run.adjustManaged(size);
      }
    }
  }
  return plugged;
};

/** Adds new units, each plugged from its bottom up; the last one perhaps in part. */
const addUnits = (run: VirtioMemRun, wanted: number): Work => {
  const { mode } = run.driver;
  const limit = offlineLimit(mode);
  let offline = offlineBytes(run.transition.machine.memory, run.device, run.driver);
  let left = wanted;
  for (const unit of unitsOf(run)) {
    if (left === 0) return done;
    if (run.stateOf(unit) !== 'unused') continue;
    if (offline + mode.unit > limit) {
      return stop('offline-limit', 'ENOSPC', `${humanSize(offline)} of it wait to be set online`);
    }
    const size = Math.min(left, mode.unit);
    const added = plugAndAdd(run, unit, size);
    if (!added.ok) return added;
    offline = offlineBytes(run.transition.machine.memory, run.device, run.driver);
    left -= size;
  }
  return left === 0 ? done : stop('no-room', 'ENOSPC', 'the usable region has no whole block left');
};

/** The host plugs first and the kernel adds then; where it does not, the host unplugs again. */
const plugAndAdd = (run: VirtioMemRun, unit: AddressRange, size: number): Work => {
  const range = { start: unit.start, end: unit.start + size };
  const sent = run.plug(range);
  if (!sent.ok) return sent;
  const added = run.add(unit);
  if (added.ok) return done;
  run.say('warn', `adding memory failed: ${-ERRNO[added.errno]}`);
  const back = run.unplug(range);
  return back.ok ? added : back;
};

/** Units that may be used, ascending. */
function* unitsOf({ device, driver, reach }: VirtioMemRun): Generator<AddressRange> {
  const { mode } = driver;
  const { start, end } = usableUnits(device, mode, reach);
  for (let at = start; at < end; at += mode.unit) yield { start: at, end: at + mode.unit };
}

/** The same from the top of the region, whether the host still lets them be plugged or not. */
export function* unitsFromTop({ device, driver, reach }: VirtioMemRun): Generator<AddressRange> {
  const { mode } = driver;
  const whole = { region: device.region, usable: device.region.end - device.region.start };
  const { start, end } = usableUnits(whole, mode, reach);
  for (let at = end; at > start; at -= mode.unit) yield { start: at - mode.unit, end: at };
}
