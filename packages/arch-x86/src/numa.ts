import { FormatError } from '@warmboot/format';
import type { AddressRange, BootedKernel } from '@warmboot/core';
import { MiB, rangeAt, sizeOf, subtract } from '@warmboot/core';
import { parseSrat, sratMemoryRanges, type Srat } from '@warmboot/firmware-acpi';
import { ACPI_TABLE_DIRECTORY } from './layout.js';

/** Where Linux shows the table. */
export const SRAT_FILE = `${ACPI_TABLE_DIRECTORY}/SRAT`;

export type NodeRanges = NonNullable<BootedKernel['nodes']>;

/** Bit 0 of a processor's flags: it is there. */
const PROCESSOR_ENABLED = 1;

/** Proximity domains become nodes in the order in which the kernel meets them: processors first, then memory. */
const nodesByDomain = (srat: Srat): ReadonlyMap<number, number> => {
  const nodes = new Map<number, number>();
  const meet = (domain: number): void => {
    if (!nodes.has(domain)) nodes.set(domain, nodes.size);
  };
  for (const entry of srat.entries) {
    if (entry.kind === 'x2apic-affinity' && (entry.flags & PROCESSOR_ENABLED) !== 0)
      meet(entry.proximityDomain);
  }
  for (const entry of srat.entries) {
    if (entry.kind === 'processor-affinity' && (entry.flags & PROCESSOR_ENABLED) !== 0)
      meet(entry.proximityLow);
  }
  for (const { enabled, proximityDomain } of sratMemoryRanges(srat)) if (enabled) meet(proximityDomain);
  return nodes;
};

/**
 * NUMA nodes from the SRAT. A table that leaves more than 1 MiB of RAM without a node is not used at all.
 * arch/x86/mm/numa.c: numa_meminfo_cover_memory
 *
 * @returns nothing where there is one node
 */
export const numaNodes = (srat: Uint8Array | undefined, ram: readonly AddressRange[]): NodeRanges => {
  if (srat === undefined) return [];
  try {
    const table = parseSrat(srat);
    const nodes = nodesByDomain(table);
    const ranges = sratMemoryRanges(table)
      .filter(({ enabled, size }) => enabled && size > 0)
      .map(({ base, size, proximityDomain }) => ({
        range: rangeAt(base, size),
        node: nodes.get(proximityDomain) ?? 0,
      }));
    const uncovered = subtract(
      ram,
      ranges.map(({ range }) => range),
    ).reduce((sum, range) => sum + sizeOf(range), 0);
    return uncovered < MiB && nodes.size > 1 ? ranges : [];
  } catch (error) {
    // A table that does not parse is a table that the kernel does not use.
    if (error instanceof FormatError) return [];
    throw error;
  }
};
