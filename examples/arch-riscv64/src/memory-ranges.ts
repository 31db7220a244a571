import type { AddressRange } from '@warmboot/address';
import { covers, without } from '@warmboot/address';
import type { Resource, ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { KERNEL_IMAGE } from './resource-names.js';

/** What kexec-tools takes from /proc/iomem. */
export interface ToolMemory {
  /** Where segments may go, ascending. A vmcore covers the same, without the crash kernel's region. */
  readonly ranges: readonly AddressRange[];
  /** The crash kernel's region; undefined where there is none, and where there are two. */
  readonly crashRegion: AddressRange | undefined;
  /** The running kernel: `[_text, __bss_stop)`. */
  readonly kernelImage: AddressRange | undefined;
  /** `[_text, _etext)` */
  readonly kernelCode: AddressRange | undefined;
  readonly kernelRodata: AddressRange | undefined;
  readonly kernelData: AddressRange | undefined;
}

/** mem_regions_exclude(): a hole inside one range trims or splits it; one that sticks out changes nothing. */
const exclude = (ranges: readonly AddressRange[], hole: AddressRange): AddressRange[] =>
  ranges.flatMap((range) => (covers(range, hole) ? without(range, hole) : [range]));

/** Lines that the tool leaves where they are. What it does not know by name, `Kernel image` among it, it takes out. */
const KEPT: readonly string[] = ['System RAM', 'Kernel code', 'Kernel data'];

const rangeOf = ({ start, end }: Resource): AddressRange => ({ start, end });

/**
 * Reads /proc/iomem in two passes, as kexec-tools for RISC-V does: all of `System RAM`, then without every other line
 * but the crash kernel's region, if it is the only one. Names count only when they are exactly these.
 * kexec/arch/riscv/kexec-riscv.c: get_memory_ranges, to_be_excluded; kexec/kexec-iomem.c: parse_iomem_single
 */
export const readToolMemory = (iomem: ResourceTree): ToolMemory => {
  const lines = [...resources.preorder(iomem.root)].map(({ resource }) => resource);
  const named = (name: string): AddressRange[] => lines.filter((line) => line.name === name).map(rangeOf);
  const only = (name: string): AddressRange | undefined => {
    const [range, second] = named(name);
    return second === undefined ? range : undefined;
  };
  const crashRegion = only('Crash kernel');
  const holes = lines.filter(
    ({ name }) => !KEPT.includes(name) && !(name === 'Crash kernel' && crashRegion !== undefined),
  );
  return {
    ranges: holes.map(rangeOf).reduce(exclude, named('System RAM')),
    crashRegion,
    kernelImage: only(KERNEL_IMAGE),
    kernelCode: only('Kernel code'),
    kernelRodata: only('Kernel rodata'),
    kernelData: only('Kernel data'),
  };
};
