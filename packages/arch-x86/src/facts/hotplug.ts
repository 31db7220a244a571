import type { MemoryGeometry, MemoryLayoutFacts, MemoryNotifier } from '@warmboot/core/plugin';
import { isAligned, MiB } from '@warmboot/address';

import type { VersionFacts } from './kernel-versions.js';
import {
  DMA32_END,
  DMA_END,
  LARGE_BLOCK_THRESHOLD,
  MAX_BLOCK_SIZE,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
  SECTION_SIZE,
} from './layout.js';

/**
 * Small machines have blocks of one section. From 64 GiB on, bare metal takes 2 GiB; under a hypervisor the largest
 * power of two that divides the end of boot memory is taken, so that nothing is left over (spec 7.1;
 * arch/x86/mm/init_64.c: probe_memory_block_size).
 */
const blockSize = (
  { bootRam, hypervisor }: MemoryLayoutFacts,
  { largestBlocksOnMetal }: Pick<VersionFacts, 'largestBlocksOnMetal'>,
): number => {
  const end = bootRam.at(-1)?.end ?? 0;
  if (end < LARGE_BLOCK_THRESHOLD) return SECTION_SIZE;
  if (!hypervisor && largestBlocksOnMetal) return MAX_BLOCK_SIZE;
  let size = MAX_BLOCK_SIZE;
  while (size > SECTION_SIZE && !isAligned(end, size)) size /= 2;
  return size;
};

/** Sizes and limits of x86_64 memory with four-level page tables (spec 7.1). */
export const memoryGeometryOf = (versions: VersionFacts): MemoryGeometry => ({
  pageSize: PAGE_SIZE,
  sectionSize: SECTION_SIZE,
  physicalLimit: PHYSICAL_LIMIT,
  keepsMemblock: false,
  blockSize: (facts) => blockSize(facts, versions),
  announceBlockSize: (size) => `x86/mm: Memory block size: ${size / MiB}MB`,
  zones: () => [
    { name: 'DMA', end: DMA_END },
    { name: 'DMA32', end: DMA32_END },
    { name: 'Normal', end: Infinity },
  ],
  hotplugRange: () => ({ start: 0, end: PHYSICAL_LIMIT }),
});

/** Nothing on x86 objects to memory going: boot memory may be taken offline and removed (spec 7.4). */
export const memoryNotifiers: readonly MemoryNotifier[] = [];
