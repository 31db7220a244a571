import type { AddressRange } from '@warmboot/address';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { hasAttribute, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { descriptorRange } from '../memory-map/descriptor-range.js';
import { memblockCalls, type MemblockOptions } from './memblock.js';
import { softReservedRanges } from './soft-reserve.js';

/** A region of memblock.memory. */
export interface MemblockRegion extends AddressRange {
  /** Kept out of the linear map (flag 0x4). */
  readonly nomap: boolean;
  /** More reliable than the rest (flag 0x2). */
  readonly mirror: boolean;
}

/** memblock as `efi_init` fills it on arm64, regions sorted, joined and disjoint. */
export interface EfiMemblock {
  readonly memory: readonly MemblockRegion[];
  /** ACPI reclaim memory. */
  readonly reserved: readonly AddressRange[];
  /** Not in memblock: "Soft Reserved" in /proc/iomem. */
  readonly softReserved: readonly AddressRange[];
}

type Layer = 'add' | 'nomap' | 'reserve' | 'mirror';

interface Edge {
  readonly at: number;
  readonly layer: Layer;
  readonly step: 1 | -1;
}

const edgesOf = (layer: Layer, { start, end }: AddressRange): readonly Edge[] => [
  { at: start, layer, step: 1 },
  { at: end, layer, step: -1 },
];

const sameRegion = (a: MemblockRegion, b: MemblockRegion): boolean =>
  a.end === b.start && a.nomap === b.nomap && a.mirror === b.mirror;

/** Calls `visit` for every stretch between two edges with what covers it; O(n log n) for n edges. */
const sweep = (
  edges: Edge[],
  visit: (range: AddressRange, covered: (layer: Layer) => boolean) => void,
): void => {
  edges.sort((a, b) => a.at - b.at);
  const depth = { add: 0, nomap: 0, reserve: 0, mirror: 0 };
  const covered = (layer: Layer): boolean => depth[layer] > 0;
  let start = 0;
  for (const { at, layer, step } of edges) {
    if (at > start) visit({ start, end: at }, covered);
    depth[layer] += step;
    start = at;
  }
};

/**
 * The whole of memblock that an arm64 kernel derives from a map: what the calls of `memblockCalls` leave behind,
 * plus the mirror flag of more-reliable memory (`efi_find_mirror`; spec section 11). The order of the calls does not
 * matter, because a flag is only ever set.
 * @throws FormatError for a descriptor above 2^53
 */
export const toMemblock = (map: readonly MemoryDescriptor[], options: MemblockOptions): EfiMemblock => {
  const edges: Edge[] = memblockCalls(map, options).flatMap(({ call, ...range }) => edgesOf(call, range));
  for (const descriptor of map) {
    if (descriptor.numberOfPages === 0n || !hasAttribute(descriptor, MEMORY_ATTRIBUTE.MR)) continue;
    edges.push(...edgesOf('mirror', descriptorRange(descriptor)));
  }
  const memory: MemblockRegion[] = [];
  const reserved: AddressRange[] = [];
  sweep(edges, (range, covered) => {
    if (covered('add')) {
      const region = { ...range, nomap: covered('nomap'), mirror: covered('mirror') };
      const last = memory.at(-1);
      if (last !== undefined && sameRegion(last, region))
        memory[memory.length - 1] = { ...last, end: range.end };
      else memory.push(region);
    }
    if (covered('reserve')) {
      const last = reserved.at(-1);
      if (last?.end === range.start) reserved[reserved.length - 1] = { start: last.start, end: range.end };
      else reserved.push(range);
    }
  });
  return { memory, reserved, softReserved: softReservedRanges(map, options) };
};
