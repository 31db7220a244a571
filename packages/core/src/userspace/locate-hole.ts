import type { HoleDirection } from '../contract/loaders.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp } from '@warmboot/address';

/** --mem-min and --mem-max: the inclusive bounds of everything that the tool places. */
export interface PlacementBounds {
  readonly memMin: PhysAddr;
  /** Infinity for no bound. */
  readonly memMax: PhysAddr;
  /** getpagesize() where the tool runs, in bytes. */
  readonly pageSize?: number;
}

/** One call of kexec-tools' locate_hole(). Sizes and bounds in bytes. */
export interface HoleRequest {
  readonly size: number;
  /** Raised to the page size. */
  readonly align: number;
  /** Lowest address, inclusive. */
  readonly min: PhysAddr;
  /** Highest address, inclusive; Infinity for no bound. */
  readonly max: PhysAddr;
  readonly direction: HoleDirection;
}

/** RAM without what is taken. The tool works on inclusive ends and drops a piece of one byte (core R7.6). */
const freeRanges = (ram: readonly AddressRange[], taken: readonly AddressRange[]): AddressRange[] => {
  const free: AddressRange[] = [];
  const keep = (start: PhysAddr, end: PhysAddr): void => {
    if (start < end - 1) free.push({ start, end });
  };
  let next = 0;
  for (const range of ram) {
    let { start } = range;
    for (; next < taken.length && taken[next]!.start < range.end; next += 1) {
      keep(start, taken[next]!.start);
      start = taken[next]!.end;
    }
    keep(start, range.end);
  }
  return free;
};

/**
 * The search of kexec-tools for a place (core R7.6; kexec/kexec.c:locate_hole).
 * Exact fits work, unlike in the kernel's own top-down search; touching RAM ranges are never joined.
 *
 * @param ram ranges of type RAM, ascending
 * @param taken segments that are placed already, ascending and disjoint
 * @param pageSize getpagesize() of the tool, in bytes
 * @returns the address, or undefined when nothing fits
 */
export const locateHole = (
  ram: readonly AddressRange[],
  taken: readonly AddressRange[],
  bounds: PlacementBounds,
  request: HoleRequest,
  pageSize: number,
): PhysAddr | undefined => {
  const align = Math.max(request.align, pageSize);
  let found: PhysAddr | undefined;
  for (const range of freeRanges(ram, taken)) {
    const start = alignUp(Math.max(range.start, bounds.memMin, request.min), align);
    const last = Math.min(range.end - 1, bounds.memMax, request.max);
    if (start >= last || last - start < request.size - 1) continue;
    if (request.direction === 'lowest') return start;
    found = alignDown(last - request.size + 1, align);
  }
  return found;
};
