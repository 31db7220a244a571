import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown } from '@warmboot/address';
import type { Machine, Memblock } from '@warmboot/core/plugin';

import type { Layout } from './layout.js';

/** memblock_start_of_DRAM(): regions without a mapping count. Undefined without memory. */
export const startOfDram = ({ memory }: Memblock): PhysAddr | undefined => memory[0]?.range.start;

/** memblock_end_of_DRAM(). */
export const endOfDram = ({ memory }: Memblock): PhysAddr | undefined => memory.at(-1)?.range.end;

/** memstart_addr: what the first byte of the linear map stands for (spec 6.5, step 2). No randomisation. */
export const memstartOf = (memblock: Memblock, { memstartAlign }: Layout): PhysAddr =>
  alignDown(startOfDram(memblock) ?? 0, memstartAlign);

/**
 * Physical memory that the linear map of the running kernel can reach, and hotplug with it (spec 7.2).
 * mm/memory_hotplug.c: mhp_get_pluggable_range
 */
export const linearMapOf = ({ memblock }: Pick<Machine, 'memblock'>, layout: Layout): AddressRange => {
  const start = memblock === undefined ? 0 : memstartOf(memblock, layout);
  return { start, end: Math.min(start + layout.linearMapSize, layout.physicalLimit) };
};
