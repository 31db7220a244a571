import type { MemoryGeometry } from '@warmboot/core/plugin';
import { GiB } from '@warmboot/address';

import type { RiscvBuild } from './build.js';
import { PHYSICAL_LIMIT, SECTION_SIZE, PAGE_SIZE } from './layout.js';
import { linearMapOf } from './linear-map.js';

/** Sizes of riscv64 memory, and where it can grow. No notifier of the architecture keeps boot memory from going offline. */
export const memoryGeometryOf = (build: RiscvBuild): MemoryGeometry => ({
  pageSize: PAGE_SIZE,
  sectionSize: SECTION_SIZE,
  physicalLimit: PHYSICAL_LIMIT,
  keepsMemblock: build.keepsMemblock,
  blockSize: () => SECTION_SIZE,
  zones: ({ bootRam }) => [
    { name: 'DMA32', end: Math.min(4 * GiB, bootRam.at(-1)?.end ?? 4 * GiB) },
    { name: 'Normal', end: Infinity },
  ],
  hotplugRange: (machine) => (build.facts.memoryHotplug ? linearMapOf(build, machine) : undefined),
});
