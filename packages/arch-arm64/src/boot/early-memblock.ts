import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, hex, KiB, MiB, overlaps, sizeOf } from '@warmboot/address';
import type { LogMessage, Memblock } from '@warmboot/core/plugin';
import { commandLine, memblocks, memoryMap } from '@warmboot/core/plugin';

import type { Handover } from '../handover/handover.js';
import type { Layout } from '../facts/layout.js';
import {
  addMapped,
  capMemory,
  joinRegions,
  mappedRanges,
  plainRegion,
  removeMemory,
  withFlags,
} from '../facts/memblock-regions.js';
import { endOfDram, memstartOf, startOfDram } from '../facts/memstart.js';

const EMPTY: Memblock = { memory: [], reserved: [] };

/** Memory nodes as early_init_dt_add_memory_arch() takes them: whole pages inside the range (spec 6.2, step 4). */
export const memblockFromNodes = ({ memory }: Handover, { pageSize }: Layout): Memblock => {
  let memblock = EMPTY;
  for (const { range, hotpluggable } of memory) {
    const start = alignUp(range.start, pageSize);
    const end = alignDown(range.end, pageSize);
    if (start >= end) continue;
    memblock = memblocks.add(memblock, { ...plainRegion({ start, end }), hotplug: hotpluggable });
  }
  return memblock;
};

/** early_init_dt_check_for_usable_mem_range(): the first range caps memory, the second comes back (spec 6.2, step 5). */
export const withUsableRanges = (memblock: Memblock, { usable }: Handover): Memblock => {
  const [first, second] = usable;
  if (first === undefined) return memblock;
  const capped = capMemory(memblock, first);
  return second === undefined ? capped : addMapped(capped, second);
};

/** What arm64_memblock_init() is told besides memory. */
export interface MemblockInit {
  readonly handover: Handover;
  /** `[_text, _end)` */
  readonly image: AddressRange;
  /** `[_stext, _end)` */
  readonly reservedImage: AddressRange;
}

export interface InitialisedMemblock {
  readonly memblock: Memblock;
  /** The initrd, where it can be reached. */
  readonly initrd: AddressRange | undefined;
  readonly log: readonly LogMessage[];
}

/** Keeps what the linear map reaches: upward from the first DRAM, or the top of it when the image is there (spec 6.5, 1 to 3). */
const withinLinearMap = (
  memblock: Memblock,
  image: AddressRange,
  layout: Layout,
  log: LogMessage[],
): Memblock => {
  const { linearMapSize, memstartAlign, physicalLimit } = layout;
  let kept = removeMemory(memblock, { start: physicalLimit, end: Infinity });
  const memstart = memstartOf(kept, layout);
  if ((endOfDram(kept) ?? 0) - memstart > linearMapSize) {
    log.push({ level: 'warn', text: "Memory doesn't fit in the linear mapping, VA_BITS too small" });
  }
  kept = removeMemory(kept, { start: Math.max(memstart + linearMapSize, image.end), end: Infinity });
  const end = endOfDram(kept) ?? 0;
  if (memstart + linearMapSize >= end) return kept;
  return removeMemory(kept, { start: 0, end: alignUp(end - linearMapSize, memstartAlign) });
};

/**
 * What each `mem=` says, in whole pages: the size is all that is read, whatever follows it. mm/init.c: early_mem
 */
const memoryLimits = (cmdline: string, { pageSize }: Layout): readonly number[] =>
  commandLine
    .options(cmdline)
    .flatMap(({ name, value }) =>
      name === 'mem' && value !== undefined ? [alignDown(commandLine.size(value).value, pageSize)] : [],
    );

/**
 * `mem=`: the lowest bytes of mapped memory, and the kernel image whatever happens (spec 6.5, step 5). Less than a page is
 * no limit.
 */
const limited = (memblock: Memblock, limit: number | undefined, image: AddressRange): Memblock => {
  if (limit === undefined) return memblock;
  return addMapped(limit === 0 ? memblock : lowest(memblock, limit), image);
};

/** memblock_mem_limit_remove_map(): as many bytes of mapped memory, from the lowest on. */
const lowest = (memblock: Memblock, bytes: number): Memblock => {
  let left = bytes;
  let kept = memblock;
  for (const { range, nomap } of memblock.memory) {
    if (nomap) continue;
    const taken = Math.min(left, sizeOf(range));
    left -= taken;
    kept = removeMemory(kept, { start: range.start + taken, end: range.end });
  }
  return kept;
};

/** The initrd is made RAM wherever it lies, as long as the linear map reaches it (spec 6.5, step 6). */
const withInitrd = (
  memblock: Memblock,
  initrd: AddressRange | undefined,
  { pageSize, linearMapSize }: Layout,
  log: LogMessage[],
): { readonly memblock: Memblock; readonly initrd: AddressRange | undefined } => {
  if (initrd === undefined) return { memblock, initrd };
  const pages = { start: alignDown(initrd.start, pageSize), end: alignUp(initrd.end, pageSize) };
  const dram = startOfDram(memblock) ?? 0;
  if (pages.start < dram || pages.end > dram + linearMapSize) {
    log.push({
      level: 'warn',
      text: 'initrd not fully accessible via the linear mapping -- please check your bootloader ...',
    });
    return { memblock, initrd: undefined };
  }
  return { memblock: memblocks.reserve(addMapped(memblock, pages), pages), initrd };
};

/** /memreserve/, /reserved-memory and the vmcore's header (spec 6.5, step 9). */
const withReservations = (memblock: Memblock, handover: Handover, log: LogMessage[]): Memblock => {
  let result = handover.reservations.reduce(memblocks.reserve, memblock);
  for (const { range, noMap } of handover.reservedMemory) {
    const taken = result.reserved.some((reserved) => overlaps(reserved, range));
    if (noMap && !taken) result = withFlags(result, range, { nomap: true });
    else if (!noMap) result = memblocks.reserve(result, range);
  }
  const { elfcorehdr } = handover;
  if (elfcorehdr === undefined) return result;
  if (result.reserved.some((reserved) => overlaps(reserved, elfcorehdr))) {
    log.push({ level: 'warn', text: 'OF: fdt: elfcorehdr is overlapped' });
    return result;
  }
  const size = Math.floor(sizeOf(elfcorehdr) / KiB);
  const text = `OF: fdt: Reserving ${size} KiB of memory at ${hex(elfcorehdr.start)} for elfcorehdr`;
  log.push({ level: 'info', text });
  return memblocks.reserve(result, elfcorehdr);
};

/** arm64_memblock_init() without randomisation. arch/arm64/mm/init.c (spec 6.5). */
export const initialiseMemblock = (
  memblock: Memblock,
  { handover, image, reservedImage }: MemblockInit,
  layout: Layout,
): InitialisedMemblock => {
  const limits = memoryLimits(handover.cmdline, layout);
  const log = limits.map((limit): LogMessage => {
    return { level: 'notice', text: `Memory limited to ${Math.floor(limit / MiB)}MB` };
  });
  const reachable = limited(withinLinearMap(memblock, image, layout, log), limits.at(-1), image);
  const loaded = withInitrd(reachable, handover.initrd, layout, log);
  const reserved = withReservations(memblocks.reserve(loaded.memblock, reservedImage), handover, log);
  return { memblock: { ...reserved, memory: joinRegions(reserved.memory) }, initrd: loaded.initrd, log };
};

/** Upper-level tables and those of the kernel image: 8 pages on every recorded machine with pages of 4 KiB. */
const UPPER_TABLES = 8;

/** One piece of memory that the kernel takes from the top while it boots. Bytes. */
export interface EarlyAllocation {
  readonly size: number;
  readonly align: number;
}

/**
 * What paging_init() and bootmem_init() take before the region of the crash kernel is chosen: page tables (with
 * `crashkernel=` on the command line all of memory is mapped by pages), the index of memory sections with smaller
 * things around it, and the memory map, one aligned piece for each section. arch/arm64/mm/mmu.c, mm/sparse.c
 */
export const earlyAllocations = (
  memblock: Memblock,
  { pageSize, sectionSize }: Layout,
  pageMapped: boolean,
): EarlyAllocation[] => {
  const ram = memblock.memory.map(({ range }) => range);
  const mapped = mappedRanges(memblock).reduce((sum, range) => sum + sizeOf(range), 0);
  const sectionMap = memoryMap.memmapSize(sectionSize, pageSize);
  /** Bytes that a table of pages maps, which is a huge page. */
  const tableReach = memoryMap.hugePageSize(pageSize);
  const leafTables = pageMapped ? Math.ceil(mapped / tableReach) : 1;
  return [
    { size: (leafTables + UPPER_TABLES) * pageSize, align: pageSize },
    { size: 128 * KiB, align: pageSize },
    // The map of a section is made of pages where it does not fill a huge one.
    {
      size: memoryMap.presentSections(ram, sectionSize) * sectionMap,
      align: sectionMap % tableReach === 0 ? sectionMap : pageSize,
    },
  ];
};
