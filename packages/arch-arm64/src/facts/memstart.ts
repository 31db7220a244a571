import type { AddressRange, Machine, Memblock, PhysAddr } from '@warmboot/core';
import { alignDown, rangeAt } from '@warmboot/core';
import { LINEAR_MAP_SIZE, MEMSTART_ALIGN } from './layout.js';

/** memblock_start_of_DRAM(): regions without a mapping count. Undefined without memory. */
export const startOfDram = ({ memory }: Memblock): PhysAddr | undefined => memory[0]?.range.start;

/** memblock_end_of_DRAM(). */
export const endOfDram = ({ memory }: Memblock): PhysAddr | undefined => memory.at(-1)?.range.end;

/** memstart_addr: what the first byte of the linear map stands for (spec 6.5, step 2). No randomisation. */
export const memstartOf = (memblock: Memblock): PhysAddr =>
  alignDown(startOfDram(memblock) ?? 0, MEMSTART_ALIGN);

/** Physical memory that the linear map of the running kernel can reach, and hotplug with it (spec 7.2). */
export const linearMapOf = ({ memblock }: Machine): AddressRange =>
  rangeAt(memblock === undefined ? 0 : memstartOf(memblock), LINEAR_MAP_SIZE);
