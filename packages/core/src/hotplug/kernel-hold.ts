import type { MemoryGeometry } from '../contract/memory-geometry.js';
import { pageblockSize } from '../contract/memory-geometry.js';
import { kernelAllocations } from '../memory/kernel-allocations.js';
import { isKernelZone, kernelZones } from '../memory/kernel-zones.js';
import type { MemoryState } from '../memory/state.js';
import { isPopulated } from '../memory/zone.js';

/** What tells how likely it is that the kernel has pages of its own in blocks of a kernel zone, which cannot leave then. */
export interface KernelHold {
  readonly node: number;
  /** The zone; `DMA32`, `Normal`. */
  readonly zone: string;
  /** Blocks that are online in it, ascending. */
  readonly blocks: readonly number[];
  /** The block that allocations since come to first, where the zone has hot-added memory alone and is the node's highest. */
  readonly first?: number;
  /** Bytes of the blocks in the zone. */
  readonly bytes: number;
  /** Bytes of a pageblock, in which all pages are of one kind as far as that goes. */
  readonly pageblock: number;
  /** Bytes of the zone: of which the blocks are as large a part as of the places of a page that was taken since. */
  readonly of: number;
}

/**
 * Where the kernel may have pages of its own in some blocks, zone by zone: none where all of them are movable or offline.
 * Which pages it took nobody can tell from outside; whether it took them from these blocks follows from the zones of the
 * node: it allocates from the highest first (core R2.36; mm/page_alloc.c: get_page_from_freelist, __rmqueue_fallback).
 */
export const kernelHolds = (
  memory: MemoryState,
  ids: Iterable<number>,
  geometry: Pick<MemoryGeometry, 'pageSize' | 'pageblockSize'>,
): readonly KernelHold[] => {
  const pageblock = pageblockSize(geometry);
  const perBlock = memory.blockSize / memory.pageSize;
  const found = new Map<string, { node: number; zone: string; blocks: number[] }>();
  for (const id of ids) {
    const block = memory.blocks.get(id);
    if (block?.zone === undefined || block.state === 'offline' || !isKernelZone({ name: block.zone }))
      continue;
    const { node, zone } = block;
    const key = `${node} ${zone}`;
    const hold = found.get(key) ?? { node, zone, blocks: [] };
    hold.blocks.push(id);
    found.set(key, hold);
  }
  return [...found.values()].map(({ node, zone, blocks }) => {
    const populated = kernelZones(memory, node).filter(isPopulated);
    const taken =
      populated[0]?.name === zone ? kernelAllocations(memory, node, pageblock / memory.pageSize) : undefined;
    const first = taken && Math.floor(taken.start / perBlock);
    return {
      node,
      zone,
      blocks: blocks.sort((a, b) => a - b),
      ...(first !== undefined && blocks.includes(first) ? { first } : {}),
      bytes: blocks.length * memory.blockSize,
      pageblock,
      of: (populated.find(({ name }) => name === zone)?.present ?? 0) * memory.pageSize,
    };
  });
};
