import { kernelZones } from './kernel-zones.js';
import type { MemoryState } from './state.js';
import type { PfnRange, Zone } from './zone.js';
import { firstPopulated } from './populated-pages.js';
import { isPopulated } from './zone.js';

/**
 * Pages that the kernel is sure to have taken for itself from memory that was added, as far as rules tell. GFP_KERNEL
 * allocations prefer the highest kernel zone of the node that they run on. Where a node has boot memory in lower zones
 * and its highest one has been made by hot-added memory alone, everything that the kernel allocated since is there, and
 * the page allocator, which hands out a fresh zone from its start, put it into the lowest pageblock. How much further it
 * reaches is chance.
 * mm/page_alloc.c: zonelists and the free lists of a zone that just grew.
 * @param pageblock pages
 * @returns the pages of that pageblock, or undefined for a node whose kernel zones all have boot memory
 */
export const kernelAllocations = (
  memory: MemoryState,
  node: number,
  pageblock: number,
): PfnRange | undefined => {
  const [highest, ...lower] = kernelZones(memory, node).filter(isPopulated);
  if (highest === undefined || isEarly(highest) || !lower.some(isEarly)) return undefined;
  const first = highest.span && firstPopulated(memory, highest, highest.span);
  return first === undefined ? undefined : { start: first, end: first + pageblock };
};

const isEarly = ({ presentEarly }: Zone): boolean => presentEarly > 0;
