import type { AddressRange } from '@warmboot/address';
import { normalised } from '@warmboot/address';
import type { ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

/** What kexec-tools takes from /proc/iomem. */
export interface ToolMemory {
  /** Where segments may go, ascending: lines that are `System RAM` and nothing more, neighbours joined. */
  readonly ram: readonly AddressRange[];
  /** The crash kernel's regions, the low one first. */
  readonly crashRegions: readonly AddressRange[];
  /** From the start of the code to the end of the data; undefined where either is missing. */
  readonly kernel: AddressRange | undefined;
}

/** kexec/arch/loongarch: get_memory_ranges, iomem_range_callback */
export const readToolMemory = (iomem: ResourceTree): ToolMemory => {
  const lines = [...resources.preorder(iomem.root)].map(({ resource }) => resource);
  const named = (wanted: string): AddressRange[] =>
    lines.filter(({ name }) => name === wanted).map(({ start, end }) => ({ start, end }));
  const [[code], [data]] = [named('Kernel code'), named('Kernel data')];
  return {
    ram: normalised(named('System RAM')),
    crashRegions: named('Crash kernel'),
    kernel: code === undefined || data === undefined ? undefined : { start: code.start, end: data.end },
  };
};
