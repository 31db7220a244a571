import type { BootMemory } from '../contract/crash-kernel.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import { normalised, sizeOf, subtract } from '@warmboot/address';

import type { Machine } from '../machine/machine.js';
import { memblockFree, type Memblock } from '../memory/memblock.js';
import { preorder } from '../resource/preorder.js';

/** What is reserved when a kernel starts is given back later, or shown in /proc/iomem as long as it runs. */
const RESERVED = /^(?:reserved|Reserved|Kernel )/;

/**
 * Memory for another boot of the same machine with another `crashkernel=`: all of its RAM, without what is reserved in
 * it now. What the boot freed again, such as its initrd, counts as free.
 */
export const bootMemoryOf = ({ iomem }: Pick<Machine, 'iomem'>): BootMemory => {
  const ram: AddressRange[] = [];
  const reserved: AddressRange[] = [];
  for (const { resource } of preorder(iomem.root)) {
    if (resource.name === 'System RAM') ram.push(resource);
    else if (RESERVED.test(resource.name)) reserved.push(resource);
  }
  const memory = normalised(ram.map(({ start, end }) => ({ start, end })));
  return { ram: memory, free: subtract(memory, normalised(reserved)) };
};

/** Memory for the boot that has got so far: all of memblock, with a mapping or without, and what is free in it. */
export const memoryAtBoot = (memblock: Memblock): BootMemory => ({
  ram: memblock.memory.map(({ range }) => range),
  free: memblockFree(memblock, false),
});

/** The largest hole below a limit, for people who ask why nothing fitted. */
export const largestHole = ({ free }: BootMemory, limit: PhysAddr): AddressRange | undefined =>
  free
    .flatMap(({ start, end }) => (start < limit ? [{ start, end: Math.min(end, limit) }] : []))
    .reduce<AddressRange | undefined>(
      (best, hole) => (best === undefined || sizeOf(hole) > sizeOf(best) ? hole : best),
      undefined,
    );
