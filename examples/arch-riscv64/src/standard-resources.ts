import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignOutward } from '@warmboot/address';
import type { KernelSection, Memblock, ResourceTree } from '@warmboot/core/plugin';
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
    tree = resources.insertIfFits(tree, { ...image, name: KERNEL_IMAGE, flags: resources.BUSY_SYSTEM_RAM });
  }
  tree = resources.withKernelSections(tree, kernelAt, sections);
  tree = resources.withCrashRegions(tree, crashRegions);
  if (elfcorehdr !== undefined) {
    tree = resources.insertIfFits(tree, {
      ...elfcorehdr,
      name: 'ELF Core hdr',
      flags: resources.BUSY_SYSTEM_RAM,
    });
  }
  const isMemory = ({ start }: AddressRange): boolean =>
    memblock.memory.some(({ range }) => range.start <= start && start < range.end);
  const reserved = memblock.reserved.map((range) => alignOutward(range, PAGE_SIZE));
  for (const range of memblock.reserved) {
    if (!isMemory(range)) {
      tree = resources.insertIfFits(tree, { ...alignOutward(range, PAGE_SIZE), ...RESERVED });
    }
  }
  for (const { range, nomap } of memblock.memory) {
    tree = resources.insertIfFits(
      tree,
      nomap ? { ...range, ...RESERVED } : { ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM },
    );
  }
  return memblock.memory.reduce(
    (grown, { range }) =>
      resources.withReservedInside(grown, { ...range, name: 'System RAM' }, reserved, RESERVED.name),
    tree,
  );
};
