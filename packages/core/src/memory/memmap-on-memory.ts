import type { AddressRange } from '@warmboot/address';
import { isAligned, sizeOf } from '@warmboot/address';
import { hugePageSize } from './huge-page.js';
import { memmapSize } from './memmap.js';
import type { MemoryState } from './state.js';

/** Pages that the memmap of one block takes. */
export const memmapPages = ({ blockSize, pageSize }: Pick<MemoryState, 'blockSize' | 'pageSize'>): number =>
  memmapSize(blockSize, pageSize) / pageSize;

/**
 * mhp_supports_memmap_on_memory(): only where the parameter allows it, for exactly one block, when the memmap fills
 * entries of the middle page table level, and the rest pageblocks, which are as large in kernels with huge pages.
 * mm/memory_hotplug.c (core R2.20).
 */
export const supportsMemmapOnMemory = (memory: MemoryState, range: AddressRange): boolean => {
  const { tunables, blockSize, pageSize } = memory;
  const bytes = memmapPages(memory) * pageSize;
  const unit = hugePageSize(pageSize);
  return (
    tunables.memmapOnMemory &&
    sizeOf(range) === blockSize &&
    isAligned(bytes, unit) &&
    isAligned(blockSize - bytes, unit)
  );
};
