import { alignUp, GiB, intersection, KiB, MiB, sizeOf } from '@warmboot/address';
import type { AddressRange } from '@warmboot/address';
import { wordOf } from './boot-options.js';

/** Devices that reach no further are what the buffers are for. include/linux/dma-mapping.h: DMA_BIT_MASK(32) */
const DMA_LIMIT = 4 * GiB;

/** IO_TLB_DEFAULT_SIZE, 1 << IO_TLB_SHIFT and IO_TLB_SEGSIZE. include/linux/swiotlb.h */
const DEFAULT_SIZE = 64 * MiB;
const SLAB = 2 * KiB;
const SEGMENT = 128 * SLAB;

/** What `swiotlb=` asks for: a number of slabs, areas, and whether all or nothing is bounced. kernel/dma/swiotlb.c: setup_io_tlb_npages() */
const asked = (
  cmdline: string,
): { readonly size: number; readonly force: boolean; readonly off: boolean } => {
  const words = wordOf(cmdline, 'swiotlb')?.split(',') ?? [];
  const [first = ''] = words;
  const slabs = /^(0x[0-9a-f]+|[0-9]+)$/i.test(first) ? Number(first) : 0;
  return {
    size: slabs === 0 ? DEFAULT_SIZE : alignUp(slabs * SLAB, SEGMENT),
    force: words.includes('force'),
    off: words.includes('noforce'),
  };
};

/** swiotlb_size_or_default(): bytes that boot would set aside for them, by `swiotlb=` or without. */
export const bounceBufferSize = (cmdline: string): number => asked(cmdline).size;

/**
 * Bytes below 4 GiB that boot sets aside for devices that reach no further, where memory does: nothing where there is no
 * room for them, as boot then goes on without.
 * @param reach one past the highest address at which the kernel expects memory
 * @param room memory that nothing has taken, ascending
 */
export const bounceBuffers = (cmdline: string, reach: number, room: readonly AddressRange[]): number => {
  const { size, force, off } = asked(cmdline);
  if (off || (reach <= DMA_LIMIT && !force)) return 0;
  const fits = room.some((range) => {
    const low = intersection(range, { start: 0, end: DMA_LIMIT });
    return low !== undefined && sizeOf(low) >= size;
  });
  return fits ? size : 0;
};
