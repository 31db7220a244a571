import type { AddressRange } from '@warmboot/address';
import { covers, normalised, subtract } from '@warmboot/address';
import type { Memblock, MemblockRegion } from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';

/** A region with no flags. */
export const plainRegion = (range: AddressRange): MemblockRegion => ({
  range,
  nomap: false,
  driverManaged: false,
  hotplug: false,
});

const sameFlags = (a: MemblockRegion, b: MemblockRegion): boolean =>
  a.nomap === b.nomap && a.driverManaged === b.driverManaged && a.hotplug === b.hotplug;

/** memblock_merge_regions(): touching regions with equal flags are one. mm/memblock.c */
export const joinRegions = (regions: readonly MemblockRegion[]): MemblockRegion[] => {
  const joined: MemblockRegion[] = [];
  for (const region of regions) {
    const last = joined.at(-1);
    if (last !== undefined && last.range.end === region.range.start && sameFlags(last, region)) {
      joined[joined.length - 1] = { ...last, range: { start: last.range.start, end: region.range.end } };
    } else {
      joined.push(region);
    }
  }
  return joined;
};

/** Memory that the linear map covers: what for_each_mem_range() gives without flags. */
export const mappedRanges = ({ memory }: Memblock): AddressRange[] =>
  normalised(memory.filter(({ nomap, driverManaged }) => !nomap && !driverManaged).map(({ range }) => range));

/** Whether every byte is in memory with a mapping. */
export const isMapped = (memblock: Memblock, range: AddressRange): boolean =>
  mappedRanges(memblock).some((mapped) => covers(mapped, range));

/** Gives a range other flags; only what is memory already is touched. */
export const withFlags = (
  memblock: Memblock,
  range: AddressRange,
  flags: Partial<Pick<MemblockRegion, 'nomap' | 'hotplug'>>,
): Memblock => ({
  ...memblock,
  memory: memblock.memory
    .flatMap((region) => [
      ...subtract([region.range], [range]).map((rest) => ({ ...region, range: rest })),
      ...subtract([region.range], subtract([region.range], [range])).map((part) => ({
        ...region,
        ...flags,
        range: part,
      })),
    ])
    .sort((a, b) => a.range.start - b.range.start),
});

/** memblock_add() of plain memory and memblock_clear_nomap(): the range is mapped RAM from now on. */
export const addMapped = (memblock: Memblock, range: AddressRange): Memblock =>
  withFlags(memblocks.add(memblock, plainRegion(range)), range, { nomap: false });

/** memblock_remove(): reservations stay. */
export const removeMemory = (memblock: Memblock, range: AddressRange): Memblock => ({
  ...memblocks.remove(memblock, range),
  reserved: memblock.reserved,
});

/**
 * memblock_cap_memory_range(): mapped regions outside go, unmapped ones stay, and reservations are cut off outside.
 * Before there is any memory it does nothing.
 */
export const capMemory = (memblock: Memblock, range: AddressRange): Memblock => {
  const { memory, reserved } = memblock;
  if (memory.length === 0) return memblock;
  return {
    memory: memory.flatMap((region) =>
      region.nomap
        ? [region]
        : subtract([region.range], subtract([region.range], [range])).map((part) => ({
            ...region,
            range: part,
          })),
    ),
    reserved: subtract(reserved, subtract(reserved, [range])),
  };
};
