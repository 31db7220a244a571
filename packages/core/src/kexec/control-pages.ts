import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignUp, overlaps, rangeAt } from '@warmboot/address';
import type { PageAllocator } from '../contract/page-allocator.js';

/**
 * What an allocation by get_order() comes to: a power of two of pages, at least one. include/asm-generic/getorder.h
 *
 * @param size bytes
 */
export const orderedSize = (size: number, pageSize: number): number => {
  let ordered = pageSize;
  while (ordered < size) ordered *= 2;
  return ordered;
};

/**
 * kimage_alloc_normal_control_pages(): pages of the page allocator that no destination covers. What comes up and
 * cannot be used is given back once the search is over (core R4.8). kernel/kexec_core.c
 *
 * @param size bytes; a power of two
 * @param limit KEXEC_CONTROL_MEMORY_LIMIT, exclusive
 * @returns undefined when memory ran out
 */
export const takeControlPages = (
  allocator: PageAllocator,
  size: number,
  limit: PhysAddr,
  destinations: readonly AddressRange[],
): AddressRange | undefined => {
  const rejected: AddressRange[] = [];
  let found: AddressRange | undefined;
  while (found === undefined) {
    const at = allocator.takeBlock(size, destinations);
    if (at === undefined) break;
    const pages = rangeAt(at, size);
    const usable = pages.end < limit && !destinations.some((destination) => overlaps(destination, pages));
    if (usable) found = pages;
    else rejected.push(pages);
  }
  for (const pages of rejected) allocator.release(pages);
  return found;
};

/**
 * kimage_alloc_crash_control_pages(): the first hole of the crash kernel's region, aligned to its size, at or behind
 * the cursor and apart from every segment (core R4.9). kernel/kexec_core.c
 *
 * @param cursor image->control_page: the end of the control pages taken before, at first the start of the region
 */
export const crashControlPages = (
  region: AddressRange,
  size: number,
  cursor: PhysAddr,
  segments: readonly AddressRange[],
): AddressRange | undefined => {
  let hole = rangeAt(alignUp(cursor, size), size);
  while (hole.end <= region.end) {
    const inTheWay = segments.find((segment) => overlaps(segment, hole));
    if (inTheWay === undefined) return hole;
    hole = rangeAt(alignUp(inTheWay.end - 1, size), size);
  }
  return undefined;
};
