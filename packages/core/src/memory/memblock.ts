import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, normalised, subtract } from '@warmboot/address';

/** One region of memblock.memory. */
export interface MemblockRegion {
  readonly range: AddressRange;
  /** Not in the linear map (MEMBLOCK_NOMAP). */
  readonly nomap: boolean;
  /** Added by a driver that manages it (MEMBLOCK_DRIVER_MANAGED). */
  readonly driverManaged: boolean;
  /** Firmware says that it can be unplugged (MEMBLOCK_HOTPLUG). */
  readonly hotplug: boolean;
}

/** Boot-time memory as memblock knows it, kept up to date by hotplug where ARCH_KEEP_MEMBLOCK. mm/memblock.c. */
export interface Memblock {
  /** Ascending and disjoint. */
  readonly memory: readonly MemblockRegion[];
  /** memblock.reserved, ascending and disjoint. */
  readonly reserved: readonly AddressRange[];
}

/** Adds a region; memory that is there already is left as it is. */
export const memblockAdd = (memblock: Memblock, region: MemblockRegion): Memblock => {
  const fresh = subtract(
    [region.range],
    memblock.memory.map(({ range }) => range),
  ).map((range) => ({ ...region, range }));
  const memory = [...memblock.memory, ...fresh].sort((a, b) => a.range.start - b.range.start);
  return { ...memblock, memory };
};

/** Removes a range from memory and from the reservations (memblock_remove and memblock_phys_free). */
export const memblockRemove = (memblock: Memblock, range: AddressRange): Memblock => ({
  memory: memblock.memory.flatMap((region) =>
    subtract([region.range], [range]).map((rest) => ({ ...region, range: rest })),
  ),
  reserved: subtract(memblock.reserved, [range]),
});

/** memblock_reserve(): nobody may be given the range. */
export const memblockReserve = (memblock: Memblock, range: AddressRange): Memblock => ({
  ...memblock,
  reserved: normalised([...memblock.reserved, range]),
});

/**
 * memblock_phys_alloc_range() from the top: the highest place that fits, and never the first page of memory.
 *
 * @param free ascending
 * @param align bytes, at least those of a page
 * @param bounds `[from, to)`
 */
export const memblockFindFromTop = (
  free: readonly AddressRange[],
  size: number,
  align: number,
  { from = 0, to = Infinity }: { readonly from?: PhysAddr; readonly to?: PhysAddr } = {},
): PhysAddr | undefined => {
  for (const range of free.toReversed()) {
    const at = alignDown(Math.min(range.end, to) - size, align);
    if (at > 0 && at >= Math.max(range.start, from)) return at;
  }
  return undefined;
};

/**
 * What kexec_file_load may use: memory without the reservations, never NOMAP or driver-managed, and hot-pluggable
 * regions only when the kernel does not keep them movable (core R5.4).
 */
export const memblockFree = (memblock: Memblock, movableNode: boolean): AddressRange[] =>
  subtract(
    memblock.memory
      .filter(({ nomap, driverManaged, hotplug }) => !nomap && !driverManaged && !(hotplug && movableNode))
      .map(({ range }) => range),
    memblock.reserved,
  );
