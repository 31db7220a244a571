import type { MemoryGeometry } from '@warmboot/core';
import { GiB } from '@warmboot/core';
import { factsOf } from './kernel-facts.js';
import { PAGE_SIZE, PHYSICAL_LIMIT, SECTION_SIZE } from './layout.js';
import { linearMapOf } from './linear-map.js';

/** Sizes of riscv64 memory, and where it can grow. No notifier of the architecture keeps boot memory from going offline. */
export const memoryGeometry: MemoryGeometry = {
  pageSize: PAGE_SIZE,
  sectionSize: SECTION_SIZE,
  physicalLimit: PHYSICAL_LIMIT,
  keepsMemblock: true,
  blockSize: () => SECTION_SIZE,
  zones: ({ bootRam }) => [
    { name: 'DMA32', end: Math.min(4 * GiB, bootRam.at(-1)?.end ?? 4 * GiB) },
    { name: 'Normal', end: Infinity },
  ],
  hotplugRange: (machine, profile) => (factsOf(profile).memoryHotplug ? linearMapOf(machine) : undefined),
};
