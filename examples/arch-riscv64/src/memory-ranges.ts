import type { AddressRange, ResourceTree } from '@warmboot/core';
import { covers, preorder, without } from '@warmboot/core';
import { KERNEL_IMAGE } from './resource-names.js';

/** What kexec-tools takes from /proc/iomem. */
export interface ToolMemory {
  /** Where segments may go, ascending; the running kernel's own image among it, because it is gone by then. */
  readonly ranges: readonly AddressRange[];
  /** Every `System RAM` line, whole: what a vmcore covers. */
  readonly systemRam: readonly AddressRange[];
  /** Every `Crash kernel` line, ascending; images go into the last. */
  readonly crashRegions: readonly AddressRange[];
  /** The running kernel. */
  readonly kernelImage: AddressRange | undefined;
}

/** mem_regions_exclude(): a hole inside one range trims or splits it; one that sticks out changes nothing. */
const exclude = (ranges: readonly AddressRange[], hole: AddressRange): AddressRange[] =>
  ranges.flatMap((range) => (covers(range, hole) ? without(range, hole) : [range]));

/**
 * Reads /proc/iomem in two passes, as kexec-tools for RISC-V does: all of `System RAM`, then without what is `Reserved`
 * and without the crash kernel's regions that are not loaded into. Names count only when they are exactly these.
 * kexec/arch/riscv/kexec-riscv.c: get_memory_ranges
 */
export const readToolMemory = (iomem: ResourceTree): ToolMemory => {
  const lines = [...preorder(iomem.root)].map(({ resource }) => resource);
  const named = (name: string): AddressRange[] =>
    lines.filter((line) => line.name === name).map(({ start, end }) => ({ start, end }));
  const systemRam = named('System RAM');
  const crashRegions = named('Crash kernel');
  const holes = lines.filter(
    ({ name, start }) =>
      name === 'Reserved' || (name === 'Crash kernel' && start !== crashRegions.at(-1)?.start),
  );
  return {
    ranges: holes.reduce(exclude, systemRam),
    systemRam,
    crashRegions,
    kernelImage: named(KERNEL_IMAGE).at(-1),
  };
};
