import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignInward, alignOutward } from '@warmboot/address';
import type { Memblock, ResourceTree, KernelSection } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

/** What /proc/iomem is made from before any device. */
export interface StandardResources {
  readonly memblock: Memblock;
  readonly kernelAt: PhysAddr;
  readonly sections: readonly KernelSection[];
  /** Low region first. */
  readonly crashRegions: readonly AddressRange[];
  readonly softReserved: readonly AddressRange[];
  /** Bytes. */
  readonly pageSize: number;
}

/**
 * request_standard_resources() and reserve_memblock_reserved_regions(): crash kernel and kernel sections first, then
 * one node for each memblock region around them, then `reserved` children where boot allocations are.
 * arch/arm64/kernel/setup.c (spec 2.1).
 */
export const standardResources = (parts: StandardResources): ResourceTree => {
  const { memblock, kernelAt, sections, crashRegions, softReserved, pageSize } = parts;
  let tree = resources.withCrashRegions(resources.empty(), crashRegions);
  tree = resources.withKernelSections(tree, kernelAt, sections, resources.SYSTEM_RAM);
  const standard = memblock.memory.map(({ range, nomap }) =>
    nomap
      ? { ...alignOutward(range, pageSize), name: 'reserved', flags: resources.MEM }
      : { ...alignInward(range, pageSize), name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM },
  );
  for (const node of standard) tree = resources.insertIfFits(tree, node);
  for (const range of softReserved) {
    tree = resources.insertIfFits(tree, {
      ...range,
      name: 'Soft Reserved',
      flags: resources.MEM,
      desc: resources.DESC_SOFT_RESERVED,
    });
  }
  const reserved = memblock.reserved.map((range) => alignOutward(range, pageSize));
  return standard.reduce(
    (grown, node) => resources.withReservedInside(grown, node, reserved, 'reserved'),
    tree,
  );
};
