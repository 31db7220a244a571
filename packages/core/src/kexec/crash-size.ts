import { PAGE_SIZE } from '../address/align.js';
import type { AddressRange } from '../address/range.js';
import { sizeOf } from '../address/range.js';
import { parseKernelNumber } from '../machine/kernel-number.js';
import type { Machine } from '../machine/machine.js';
import type { Result } from '../machine/result.js';
import { done, refuse } from '../machine/result.js';
import type { Transition } from '../machine/transition.js';
import { adjustResource } from '../resource/adjust-resource.js';
import { BUSY_SYSTEM_RAM } from '../resource/flags.js';
import { insertResource } from '../resource/insert-resource.js';
import { releaseResource } from '../resource/release-resource.js';
import { makeResource } from '../resource/resource.js';
import type { ResourceTree } from '../resource/tree.js';
import { findResourcePath } from '../resource/tree.js';
import type { KexecState } from './state.js';

/** Bytes in /sys/kernel/kexec_crash_size: the region that holds crash images, without the low one (core R4.15). */
export const crashSize = ({ crashRegion }: KexecState): number =>
  crashRegion === undefined ? 0 : sizeOf(crashRegion);

/**
 * crash_shrink_memory(): a write to /sys/kernel/kexec_crash_size gives back the tail of the crash kernel's region,
 * which shows as System RAM inside the System RAM around it. kernel/kexec_core.c (core R4.16).
 * @param align bytes; KEXEC_CRASH_MEM_ALIGN
 */
export const writeCrashSize = (transition: Transition, text: string, align: number): Result => {
  const number = parseKernelNumber(text);
  if (!number.ok) return refuse('EINVAL', number.reason);
  const { kexec } = transition.machine;
  if (kexec.crash !== undefined) return refuse('ENOENT', 'a crash image is loaded');
  const unit = BigInt(align);
  const wanted = ((number.value + unit - 1n) / unit) * unit;
  const now = crashSize(kexec);
  if (wanted === BigInt(now)) return done;
  if (wanted > BigInt(now)) return refuse('EINVAL', `the region has ${now} bytes and only shrinks`);
  transition.update(shrunk(transition.machine, kexec.crashRegion!, Number(wanted)));
  return done;
};

/** The parts of a machine that change when all but the first `size` bytes of the region go back to the page allocator. */
const shrunk = ({ kexec, iomem, memory }: Machine, region: AddressRange, size: number): Partial<Machine> => {
  const kept = { start: region.start, end: region.start + size };
  const freed = { start: kept.end, end: region.end };
  return {
    kexec: { ...kexec, crashRegion: size === 0 ? undefined : kept },
    iomem: withTailFreed(iomem, region, kept, freed),
    memory: { ...memory, totalRamPages: memory.totalRamPages + sizeOf(freed) / PAGE_SIZE },
  };
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
