import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, intersection } from '@warmboot/address';
import type { Memblock, ResourceTree, KernelSection, ResourceSpec } from '@warmboot/core/plugin';
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

/** insert_resource() where nobody looks at the result: a range that sticks out of a node is left out. */
const inserted = (tree: ResourceTree, spec: ResourceSpec): ResourceTree => {
  if (spec.start >= spec.end) return tree;
  const result = resources.insert(tree, resources.make(spec));
  return result.ok ? result.tree : tree;
};

const outward = ({ start, end }: AddressRange, pageSize: number): AddressRange => ({
  start: alignDown(start, pageSize),
  end: alignUp(end, pageSize),
});

const inward = ({ start, end }: AddressRange, pageSize: number): AddressRange => ({
  start: alignUp(start, pageSize),
  end: alignDown(end, pageSize),
});

/**
 * request_standard_resources() and reserve_memblock_reserved_regions(): crash kernel and kernel sections first, then
 * one node for each memblock region around them, then `reserved` children where boot allocations are.
 * arch/arm64/kernel/setup.c (spec 2.1).
 */
export const standardResources = (parts: StandardResources): ResourceTree => {
  const { memblock, kernelAt, sections, crashRegions, softReserved, pageSize } = parts;
  let tree = resources.empty();
  for (const region of crashRegions) {
    tree = inserted(tree, {
      ...region,
      name: 'Crash kernel',
      flags: resources.BUSY_SYSTEM_RAM,
      desc: resources.DESC_CRASH_KERNEL,
    });
  }
  for (const { name, start, end } of sections) {
    tree = inserted(tree, {
      start: kernelAt + start,
      end: kernelAt + end,
      name,
      flags: resources.SYSTEM_RAM,
    });
  }
  const standard = memblock.memory.map(({ range, nomap }) =>
    nomap
      ? { ...outward(range, pageSize), name: 'reserved', flags: resources.MEM }
      : { ...inward(range, pageSize), name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM },
  );
  for (const node of standard) tree = inserted(tree, node);
  for (const range of softReserved) {
    tree = inserted(tree, {
      ...range,
      name: 'Soft Reserved',
      flags: resources.MEM,
      desc: resources.DESC_SOFT_RESERVED,
    });
  }
  for (const node of standard) tree = withReservedChildren(tree, node, memblock.reserved, pageSize);
  return tree;
};

const withReservedChildren = (
  tree: ResourceTree,
  node: AddressRange & { readonly name: string },
  reserved: readonly AddressRange[],
  pageSize: number,
): ResourceTree => {
  const path = resources.pathOf(tree, node, ({ name }) => name === node.name);
  if (path === undefined) return tree;
  return reserved.reduce((grown, range) => {
    const piece = intersection(outward(range, pageSize), node);
    return piece === undefined ? grown : resources.reserveSplitting(grown, piece, 'reserved', path).tree;
  }, tree);
};
