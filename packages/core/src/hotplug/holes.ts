import type { Machine } from '../machine/machine.js';
import { walkSystemRamRange } from '../resource/system-ram-pages.js';
import type { MemoryBlock } from '../memory/block.js';
import type { PfnRange } from '../memory/zone.js';

/**
 * Whether some of the block's pages are no System RAM: pages that do not exist, and pages that firmware keeps. Such a
 * block never goes offline (core R2.25). mm/memory_hotplug.c: the first check of offline_pages().
 */
export const hasHoles = (
  { iomem }: Machine,
  block: MemoryBlock,
  { start, end }: PfnRange,
  pageSize: number,
): boolean => {
  if (block.holes) return true;
  let found = 0;
  for (const { pages } of walkSystemRamRange(iomem, { pfn: start, pages: end - start }, pageSize)) {
    found += pages;
  }
  return found !== end - start;
};
