import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';

import { parseKernelNumber } from '../answer/kernel-number.js';
import type { Machine } from '../machine/machine.js';
import type { Result } from '../answer/result.js';
import { done, refuse } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import { adjustResource } from '../resource/adjust-resource.js';
import { BUSY_SYSTEM_RAM } from '../resource/flags.js';
import { insertResource } from '../resource/insert-resource.js';
import { releaseResource } from '../resource/release-resource.js';
import { makeResource } from '../resource/resource.js';
import type { ResourceTree } from '../resource/tree.js';
import { findResourcePath } from '../resource/tree.js';
import { whenLocked } from './load-permission.js';
import type { KexecState } from '../image/kexec-state.js';

/** How one architecture and one version of Linux treat /sys/kernel/kexec_crash_size. */
export interface CrashSizeRules {
  /** Bytes; KEXEC_CRASH_MEM_ALIGN. */
  readonly align: number;
  /** The low region counts too (6.5). */
  readonly countsLow: boolean;
}

const bytesOf = (region: AddressRange | undefined): number => (region === undefined ? 0 : sizeOf(region));

/** Bytes in /sys/kernel/kexec_crash_size (core R4.15, R4.16). */
export const crashSize = ({ crashRegion, crashLowRegion }: KexecState, countsLow: boolean): number =>
  bytesOf(crashRegion) + (countsLow ? bytesOf(crashLowRegion) : 0);

/**
 * crash_shrink_memory(): a write to /sys/kernel/kexec_crash_size gives back the tail of the crash kernel's region,
 * which shows as System RAM inside the System RAM around it. Where the low region counts, it is what is left last.
 * kernel/kexec_core.c (core R4.16).
 */
export const writeCrashSize = (
  transition: Transition,
  text: string,
  { align, countsLow }: CrashSizeRules,
): Result => {
  const number = parseKernelNumber(text);
  if (!number.ok) return refuse('EINVAL', number.reason);
  const { kexec } = transition.machine;
  const unlocked = whenLocked(transition.machine);
  if (!unlocked.ok) return unlocked;
  if (kexec.crash !== undefined) return refuse('ENOENT', 'a crash image is loaded');
  const unit = BigInt(align);
  const wanted = ((number.value + unit - 1n) / unit) * unit;
  const now = crashSize(kexec, countsLow);
  if (wanted === BigInt(now)) return done;
  if (wanted > BigInt(now)) return refuse('EINVAL', `the region has ${now} bytes and only shrinks`);
  const size = Number(wanted);
  const low = countsLow ? bytesOf(kexec.crashLowRegion) : 0;
  shrink(transition, 'crashRegion', Math.max(0, size - low));
  if (low > size) shrink(transition, 'crashLowRegion', size);
  if (countsLow) keepLowAsOnly(transition);
  return done;
};

type Region = 'crashRegion' | 'crashLowRegion';

/** All but the first `size` bytes of a region go back to the page allocator. */
const shrink = (transition: Transition, which: Region, size: number): void => {
  const { kexec, iomem, memory } = transition.machine;
  const region = kexec[which];
  if (region === undefined || size === sizeOf(region)) return;
  const kept = { start: region.start, end: region.start + size };
  const freed = { start: kept.end, end: region.end };
  const change: Partial<Machine> = {
    kexec: { ...kexec, [which]: size === 0 ? undefined : kept },
    iomem: withTailFreed(iomem, region, kept, freed),
    memory: { ...memory, totalRamPages: memory.totalRamPages + sizeOf(freed) / memory.pageSize },
  };
  transition.update(change);
};

/** A low region that is alone holds crash images from then on. */
const keepLowAsOnly = (transition: Transition): void => {
  const { kexec } = transition.machine;
  if (kexec.crashRegion !== undefined || kexec.crashLowRegion === undefined) return;
  transition.update({ kexec: { ...kexec, crashRegion: kexec.crashLowRegion, crashLowRegion: undefined } });
};

const withTailFreed = (
  tree: ResourceTree,
  region: AddressRange,
  kept: AddressRange,
  freed: AddressRange,
): ResourceTree => {
  const path = findResourcePath(tree, region, ({ name }) => name === 'Crash kernel');
  if (path === undefined) return tree;
  const cut = sizeOf(kept) === 0 ? releaseResource(tree, path) : adjustResource(tree, path, kept);
  const rest = cut.ok ? cut.tree : tree;
  const tail = makeResource({ ...freed, name: 'System RAM', flags: BUSY_SYSTEM_RAM });
  const inserted = insertResource(rest, tail);
  return inserted.ok ? inserted.tree : rest;
};
