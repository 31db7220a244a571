import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp, intersection } from '@warmboot/address';
import type { KernelSection, Memblock, ResourceSpec, ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { KERNEL_IMAGE } from './resource-names.js';
import { PAGE_SIZE } from './layout.js';

/** What /proc/iomem is made from before any device. */
export interface StandardResources {
  readonly memblock: Memblock;
  readonly kernelAt: PhysAddr;
  readonly sections: readonly KernelSection[];
  /** Low region first. */
  readonly crashRegions: readonly AddressRange[];
  /** The vmcore's header, in a capture kernel. */
  readonly elfcorehdr: AddressRange | undefined;
}

/** insert_resource() where nobody looks at the result: a range that sticks out of a node is left out. */
const inserted = (tree: ResourceTree, spec: ResourceSpec): ResourceTree => {
  if (spec.start >= spec.end) return tree;
  const result = resources.insert(tree, resources.make(spec));
  return result.ok ? result.tree : tree;
};

const outward = ({ start, end }: AddressRange): AddressRange => ({
  start: alignDown(start, PAGE_SIZE),
  end: alignUp(end, PAGE_SIZE),
});

const RESERVED = { name: 'Reserved', flags: resources.joinFlags(resources.MEM, resources.EXCLUSIVE) };

/**
 * init_resources(): the image with its sections, crash regions, the vmcore's header, reservations that are no memory, then
 * memory around it all; reserve_memblock_reserved_regions(): what else is reserved in it. arch/riscv/kernel/setup.c
 */
export const standardResources = (parts: StandardResources): ResourceTree => {
  const { memblock, kernelAt, sections, crashRegions, elfcorehdr } = parts;
  const [first, last] = [sections[0], sections.at(-1)];
  let tree = resources.empty();
  if (first !== undefined && last !== undefined) {
    const image = { start: kernelAt + first.start, end: kernelAt + last.end };
    tree = inserted(tree, { ...image, name: KERNEL_IMAGE, flags: resources.BUSY_SYSTEM_RAM });
  }
  for (const { name, start, end } of sections) {
    tree = inserted(tree, {
      start: kernelAt + start,
      end: kernelAt + end,
      name,
      flags: resources.BUSY_SYSTEM_RAM,
    });
  }
  for (const region of crashRegions) {
    tree = inserted(tree, {
      ...region,
      name: 'Crash kernel',
      flags: resources.BUSY_SYSTEM_RAM,
      desc: resources.DESC_CRASH_KERNEL,
    });
  }
  if (elfcorehdr !== undefined) {
    tree = inserted(tree, { ...elfcorehdr, name: 'ELF Core hdr', flags: resources.BUSY_SYSTEM_RAM });
  }
  const isMemory = ({ start }: AddressRange): boolean =>
    memblock.memory.some(({ range }) => range.start <= start && start < range.end);
  for (const range of memblock.reserved) {
    if (!isMemory(range)) tree = inserted(tree, { ...outward(range), ...RESERVED });
  }
  for (const { range, nomap } of memblock.memory) {
    tree = inserted(
      tree,
      nomap ? { ...range, ...RESERVED } : { ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM },
    );
  }
  return memblock.memory.reduce((grown, { range }) => withReserved(grown, range, memblock.reserved), tree);
};

/** Whole pages that are reserved inside a node, around what is in it already. */
const withReserved = (
  tree: ResourceTree,
  node: AddressRange,
  reserved: readonly AddressRange[],
): ResourceTree => {
  const path = resources.pathOf(tree, node, ({ name }) => name === 'System RAM');
  if (path === undefined) return tree;
  return reserved.reduce((grown, range) => {
    const part = intersection(outward(range), node);
    return part === undefined ? grown : resources.reserveSplitting(grown, part, RESERVED.name, path).tree;
  }, tree);
};
