import type { BootedKernel, Memblock } from '@warmboot/core/plugin';
import { subtract } from '@warmboot/address';

import { sratNodes } from '@warmboot/firmware-acpi';

/** Where Linux shows the table. */
export const SRAT_FILE = '/sys/firmware/acpi/tables/SRAT';

export type NodeRanges = NonNullable<BootedKernel['nodes']>;

/**
 * NUMA nodes from the SRAT. As soon as one region of memblock has no node, regions without a mapping included, the
 * kernel gives up and makes one node of everything; flash in the EFI map is enough for that.
 * drivers/base/arch_numa.c: numa_register_nodes
 *
 * @returns nothing where there is one node
 */
export const numaNodes = (srat: Uint8Array | undefined, { memory }: Memblock): NodeRanges => {
  const { ranges } = sratNodes(srat);
  const unclaimed = subtract(
    memory.map(({ range }) => range),
    ranges.map(({ range }) => range),
  );
  return unclaimed.length === 0 ? ranges : [];
};
