import type { MemoryGeometry, MemoryNotifier } from '@warmboot/core/plugin';
import { notify } from '@warmboot/core/plugin';
import { bareHex, GiB } from '@warmboot/address';

import type { Layout } from './layout.js';
import { linearMapOf } from './memstart.js';

/** Zones that devices with 32-bit addresses can use end here, unless all of DRAM is above. */
const DMA_LIMIT = 4 * GiB;

/** arch/arm64/mm/init.c: max_zone_phys(), without a devicetree or IORT that asks for less (spec 7.8). */
const dmaEnd = (start: number, end: number): number => (start >= DMA_LIMIT ? end : Math.min(DMA_LIMIT, end));

/** Sizes and limits of arm64 memory (spec 7.1, 7.8). */
export const memoryGeometryOf = (layout: Layout): MemoryGeometry => ({
  pageSize: layout.pageSize,
  sectionSize: layout.sectionSize,
  pageblockSize: layout.pageblockSize,
  physicalLimit: layout.physicalLimit,
  keepsMemblock: true,
  blockSize: () => layout.sectionSize,
  zones: ({ bootRam }) => {
    const first = bootRam[0];
    const last = bootRam.at(-1);
    const end = first === undefined || last === undefined ? DMA_LIMIT : dmaEnd(first.start, last.end);
    return [
      { name: 'DMA', end },
      { name: 'DMA32', end },
      { name: 'Normal', end: Infinity },
    ];
  },
  hotplugRange: (machine) => linearMapOf(machine, layout),
});

/**
 * Boot memory can never go: its memmap and mappings may be shared with what stays. A block counts as boot
 * memory when the kernel found it at boot, also where that memory had been hot-added under the kernel before.
 * arch/arm64/mm/mmu.c: prevent_bootmem_remove_notifier (spec 7.6).
 */
export const preventBootmemRemoveOf = ({ pageSize, sectionSize }: Layout): MemoryNotifier => ({
  name: 'prevent_bootmem_remove_notifier',
  priority: 0,
  notify: (transition, { event, startPfn, nrPages }) => {
    if (event !== 'MEM_GOING_OFFLINE' && event !== 'MEM_OFFLINE') return notify.OK;
    const { memory } = transition.machine;
    const pages = { start: startPfn * pageSize, end: (startPfn + nrPages) * pageSize };
    for (let start = pages.start; start < pages.end; start += sectionSize) {
      if (memory.blocks.get(Math.floor(start / memory.blockSize))?.early !== true) continue;
      const section = `Boot memory [${bareHex(start)} ${bareHex(start + sectionSize)}]`;
      if (event === 'MEM_GOING_OFFLINE') transition.say('warn', `${section} offlining attempted`);
      else transition.say('error', `${section} offlined`);
      return notify.BAD;
    }
    return notify.OK;
  },
});
