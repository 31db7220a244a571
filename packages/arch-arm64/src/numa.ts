import { FormatError } from '@warmboot/format';
import type { AddressRange, BootedKernel, Memblock } from '@warmboot/core';
import { rangeAt, subtract } from '@warmboot/core';
import { parseSrat, sratMemoryRanges, type Srat } from '@warmboot/firmware-acpi';

/** Where Linux shows the table. */
export const SRAT_FILE = '/sys/firmware/acpi/tables/SRAT';

export type NodeRanges = NonNullable<BootedKernel['nodes']>;

/** Proximity domains become nodes in the order in which the kernel meets them: processors first, then memory. */
const nodesByDomain = (srat: Srat): ReadonlyMap<number, number> => {
  const nodes = new Map<number, number>();
  const meet = (domain: number): void => {
    if (!nodes.has(domain)) nodes.set(domain, nodes.size);
  };
  for (const entry of srat.entries) if (entry.kind === 'gicc-affinity') meet(entry.proximityDomain);
  for (const { enabled, proximityDomain } of sratMemoryRanges(srat)) if (enabled) meet(proximityDomain);
  return nodes;
};

/** Bytes of memory that no range says the node of. */
const unclaimed = (memblock: Memblock, ranges: readonly AddressRange[]): AddressRange[] =>
  subtract(
    memblock.memory.map(({ range }) => range),
    ranges,
  );

/**
 * NUMA nodes from the SRAT. As soon as one region of memblock has no node, regions without a mapping included, the
 * kernel gives up and makes one node of everything; flash in the EFI map is enough for that.
 * drivers/base/arch_numa.c: numa_register_nodes
 *
 * @returns nothing where there is one node
 */
export const numaNodes = (srat: Uint8Array | undefined, memblock: Memblock): NodeRanges => {
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
    return unclaimed(
      memblock,
      ranges.map(({ range }) => range),
    ).length === 0
      ? ranges
      : [];
  } catch (error) {
    // A table that does not parse is a table that the kernel does not use.
    if (error instanceof FormatError) return [];
    throw error;
  }
};
