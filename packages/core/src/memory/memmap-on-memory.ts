import { isAligned, MiB } from '../address/align.js';
import type { AddressRange } from '../address/range.js';
import { sizeOf } from '../address/range.js';
import type { MemoryState } from './state.js';

/** Bytes of struct page. */
const STRUCT_PAGE_SIZE = 64;

/** What one entry of the middle page table level maps; also the unit in which the page allocator groups pages. */
const PMD_SIZE = 2 * MiB;

/** Pages that the memmap of one block takes. */
export const memmapPages = ({ blockSize }: Pick<MemoryState, 'blockSize'>, pageSize: number): number =>
  ((blockSize / pageSize) * STRUCT_PAGE_SIZE) / pageSize;

/**
 * mhp_supports_memmap_on_memory(): only where the parameter allows it, for exactly one block, when the memmap and the
 * rest are made of whole units. mm/memory_hotplug.c (core R2.20).
 */
export const supportsMemmapOnMemory = (
  { tunables, blockSize }: MemoryState,
  range: AddressRange,
  pageSize: number,
): boolean => {
  const bytes = memmapPages({ blockSize }, pageSize) * pageSize;
  return (
    tunables.memmapOnMemory &&
    sizeOf(range) === blockSize &&
    isAligned(bytes, PMD_SIZE) &&
    isAligned(blockSize - bytes, PMD_SIZE)
  );
};
