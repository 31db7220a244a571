import type { AddressRange } from '@warmboot/address';
import { covers, overlaps, without } from '@warmboot/address';
import type { ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { KERNEL_CODE, KERNEL_DATA } from './resource-names.js';

/** What kexec-tools takes from /proc/iomem (spec 3.2). */
export interface ToolMemory {
  /** Where segments may go, ascending. */
  readonly ranges: readonly AddressRange[];
  /** Every `System RAM` line, whole: what a vmcore covers. */
  readonly systemRam: readonly AddressRange[];
  /** Every `Crash kernel` line, ascending; the last is the one that images go into. */
  readonly crashRegions: readonly AddressRange[];
  /** The last `Kernel code` and `Kernel data` lines. */
  readonly kernelCode: AddressRange | undefined;
  readonly kernelData: AddressRange | undefined;
}

const SYSTEM_RAM_LINE = 'System RAM';
const CRASH_KERNEL_LINE = 'Crash kernel';

/**
 * mem_regions_exclude(): a hole inside one range trims or splits it; one that sticks out changes nothing.
 * kexec-tools, kexec/mem_regions.c
 */
const exclude = (range: AddressRange, hole: AddressRange): AddressRange[] =>
  covers(range, hole) ? without(range, hole) : [range];

/**
 * Reads /proc/iomem as kexec-tools for arm64 does (kexec/arch/arm64/kexec-arm64.c: get_memory_ranges).
 * Names count only when they are exactly these: `System RAM (virtio_mem)` is no RAM, and like every other name it
 * excludes its range. An exclusion works on the last RAM range so far and nowhere else, which is enough for
 * children of System RAM and harmless for devices.
 */
export const readToolMemory = (iomem: ResourceTree): ToolMemory => {
  const lines = [...resources.preorder(iomem.root)].map(({ resource }) => resource);
  const named = (name: string): AddressRange[] =>
    lines.filter((line) => line.name === name).map(({ start, end }) => ({ start, end }));
  const crashRegions = named(CRASH_KERNEL_LINE);
  const target = crashRegions.at(-1);
  const ranges: AddressRange[] = [];
  for (const { name, start, end } of lines) {
    const range = { start, end };
    if (name === SYSTEM_RAM_LINE) {
      ranges.push(range);
      continue;
    }
    if (name === KERNEL_CODE || name === KERNEL_DATA) continue;
    if (name === CRASH_KERNEL_LINE && start === target?.start && end === target.end) continue;
    const last = ranges.at(-1);
    if (last !== undefined && overlaps(last, range)) ranges.splice(-1, 1, ...exclude(last, range));
  }
  return {
    ranges,
    systemRam: named(SYSTEM_RAM_LINE),
    crashRegions,
    kernelCode: named(KERNEL_CODE).at(-1),
    kernelData: named(KERNEL_DATA).at(-1),
  };
};
