import type { AddressRange, PhysAddr } from '@warmboot/address';
import { MiB, sizeOf, subtract } from '@warmboot/address';
import type { BootedKernel } from '@warmboot/core/plugin';
import { commandLine } from '@warmboot/core/plugin';

import { sratNodes } from '@warmboot/firmware-acpi';
import { ACPI_TABLE_DIRECTORY } from './layout.js';

/** Where Linux shows the table. */
export const SRAT_FILE = `${ACPI_TABLE_DIRECTORY}/SRAT`;

export type NodeRanges = NonNullable<BootedKernel['nodes']>;

/**
 * NUMA nodes from the SRAT. A table that leaves more than 1 MiB of RAM without a node is not used at all.
 * arch/x86/mm/numa.c: numa_meminfo_cover_memory
 *
 * @returns nothing where there is one node
 */
export const numaNodes = (srat: Uint8Array | undefined, ram: readonly AddressRange[]): NodeRanges => {
  const { ranges, nodes } = sratNodes(srat);
  const unclaimed = subtract(
    ram,
    ranges.map(({ range }) => range),
  ).reduce((sum, range) => sum + sizeOf(range), 0);
  return unclaimed < MiB && nodes > 1 ? ranges : [];
};

/** `numa=off` and `numa=noacpi`: the SRAT is not read. arch/x86/mm/numa.c: numa_setup */
const sratIsIgnored = (cmdline: string): boolean =>
  commandLine
    .options(cmdline)
    .some(({ name, value }) => name === 'numa' && /^(off|noacpi)/.test(value ?? ''));

/**
 * max_possible_pfn, as an address: the end of RAM, or of what the SRAT says may be added.
 * drivers/acpi/numa/srat.c: acpi_numa_memory_affinity_init
 */
export const possibleEnd = (
  srat: Uint8Array | undefined,
  cmdline: string,
  ram: readonly AddressRange[],
): PhysAddr => {
  const { ranges } = sratNodes(sratIsIgnored(cmdline) ? undefined : srat);
  return Math.max(ram.at(-1)?.end ?? 0, ...ranges.map(({ range }) => range.end));
};
