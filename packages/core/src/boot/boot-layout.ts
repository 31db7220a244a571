import type { AddressRange } from '@warmboot/address';
import { alignDown, alignUp, isPowerOfTwo, intersection, sizeOf, SortedMap } from '@warmboot/address';
import type { MemoryBlock, OnlineType } from '../memory/block.js';
import type { MemoryGeometry, MemoryLayoutFacts } from '../contract/memory-geometry.js';
import type { HotplugTunables, MemoryState } from '../memory/state.js';
import type { PfnRange, Zone } from '../memory/zone.js';
import { MOVABLE, emptyZone, isPopulated, spanIntersects } from '../memory/zone.js';
import { highestKernelZone } from '../memory/zonelists.js';

/** Which NUMA node an address belongs to. */
export interface NodeRange {
  readonly range: AddressRange;
  readonly node: number;
}

/** What boot decides about memory. */
export interface BootLayout {
  readonly facts: MemoryLayoutFacts;
  readonly nodes: readonly NodeRange[];
  readonly autoOnline: OnlineType;
  readonly tunables: HotplugTunables;
}

/** Pieces of RAM that lie in one block, one zone and one node. */
interface Piece {
  readonly block: number;
  readonly zone: string;
  readonly node: number;
  readonly range: AddressRange;
}

/**
 * Blocks and zones as the kernel sets them up at boot: a block for every one that has a present section
 * (core R2.2), a zone for it when all its pages share one (core R2.3).
 */
export const bootMemory = (geometry: MemoryGeometry, layout: BootLayout): MemoryState => {
  const { facts } = layout;
  const blockSize = geometry.blockSize(facts);
  if (!isPowerOfTwo(blockSize) || blockSize < geometry.sectionSize) {
    throw new TypeError(
      `a memory block of ${blockSize} bytes: not a power of two of at least a section (core R2.1)`,
    );
  }
  const pieces = [...piecesOf(geometry, layout, blockSize)];
  const zones = zonesOf(geometry, layout, pieces);
  const state: MemoryState = {
    pageSize: geometry.pageSize,
    blockSize,
    blocks: SortedMap.of(blocksOf(geometry.pageSize, facts, pieces, zones, blockSize)),
    zones,
    groups: SortedMap.of(),
    dynamicGroups: [],
    nextGroup: 0,
    autoOnline: layout.autoOnline,
    tunables: layout.tunables,
    totalRamPages: zones.reduce((sum, { present }) => sum + present, 0),
    policyZone: -1,
    unmovable: new Set(),
    generation: 0,
  };
  return { ...state, policyZone: highestKernelZone(state) };
};

function* piecesOf(
  geometry: MemoryGeometry,
  { facts, nodes }: BootLayout,
  blockSize: number,
): Generator<Piece> {
  const boundaries = geometry.zones(facts);
  for (const ram of facts.bootRam) {
    // Partial pages are dropped, as memblock does when it hands memory to the page allocator.
    const start = alignUp(ram.start, geometry.pageSize);
    const end = alignDown(ram.end, geometry.pageSize);
    for (let at = start; at < end;) {
      const block = Math.floor(at / blockSize);
      const zone = boundaries.find((boundary) => at < boundary.end)!;
      const holder = nodes.find(({ range }) => range.start <= at && at < range.end);
      const stop = Math.min(end, (block + 1) * blockSize, zone.end, holder?.range.end ?? Infinity);
      yield { block, zone: zone.name, node: holder?.node ?? 0, range: { start: at, end: stop } };
      at = stop;
    }
  }
}

const zonesOf = (
  geometry: MemoryGeometry,
  { facts, nodes }: BootLayout,
  pieces: readonly Piece[],
): Zone[] => {
  const names = [...geometry.zones(facts).map(({ name }) => name), MOVABLE];
  const nodeIds = [...new Set([0, ...nodes.map(({ node }) => node), ...pieces.map(({ node }) => node)])].sort(
    (a, b) => a - b,
  );
  const bootPages = new Map<string, [number, number][]>();
  for (const { node, zone, range } of pieces) {
    const key = `${node} ${zone}`;
    const list = bootPages.get(key) ?? [];
    list.push([range.start / geometry.pageSize, range.end / geometry.pageSize]);
    bootPages.set(key, list);
  }
  return nodeIds.flatMap((node) => {
    const spans = zoneSpans(
      geometry,
      facts,
      pieces.filter((piece) => piece.node === node),
    );
    return names.map((name) => {
      const ranges = bootPages.get(`${node} ${name}`) ?? [];
      const present = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
      return {
        ...emptyZone(node, name),
        span: spans.get(name),
        bootPages: SortedMap.of(ranges),
        present,
        presentEarly: present,
      };
    });
  });
};

/** zone_spanned_pages_in_node(): the part of each zone's bounds between the node's first and last page. */
const zoneSpans = (
  geometry: MemoryGeometry,
  facts: MemoryLayoutFacts,
  pieces: readonly Piece[],
): ReadonlyMap<string, PfnRange> => {
  const spans = new Map<string, PfnRange>();
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return spans;
  const node = { start: first.range.start, end: last.range.end };
  let start = 0;
  for (const { name, end } of geometry.zones(facts)) {
    const span = intersection({ start, end }, node);
    if (span !== undefined) {
      spans.set(name, { start: span.start / geometry.pageSize, end: span.end / geometry.pageSize });
    }
    start = end;
  }
  return spans;
};

function* blocksOf(
  pageSize: number,
  { bootRam }: MemoryLayoutFacts,
  pieces: readonly Piece[],
  zones: readonly Zone[],
  blockSize: number,
): Generator<[number, MemoryBlock]> {
  const shared = new Map<string, MemoryBlock>();
  let next = 0;
  const pieceAt = (block: number): Piece[] => {
    const found: Piece[] = [];
    while (next < pieces.length && pieces[next]!.block < block) next += 1;
    for (let at = next; at < pieces.length && pieces[at]!.block === block; at += 1) found.push(pieces[at]!);
    return found;
  };
  let last = -1;
  for (const ram of bootRam) {
    // A section is present as soon as a byte of it is, so a block may hold less than a page.
    const first = Math.floor(ram.start / blockSize);
    const end = Math.ceil(ram.end / blockSize);
    for (let block = Math.max(first, last + 1); block < end; block += 1) {
      last = block;
      const inside = pieceAt(block);
      const bytes = inside.reduce((sum, { range }) => sum + sizeOf(range), 0);
      const nodes = new Set(inside.map((piece) => piece.node));
      const node = inside[0]?.node ?? 0;
      const pages = { start: (block * blockSize) / pageSize, end: ((block + 1) * blockSize) / pageSize };
      const zone = nodes.size > 1 ? undefined : singleZone(zones, node, pages);
      const holes = bytes < blockSize;
      const key = `${zone} ${node} ${holes}`;
      const record = shared.get(key) ?? {
        state: 'online',
        zone,
        node,
        early: true,
        holes,
        pendingType: undefined,
        group: undefined,
        memmapPages: 0,
      };
      shared.set(key, record);
      yield [block, record];
    }
  }
}

/** early_node_zone_for_memory_block(): the one populated zone of the node whose span meets the block (core R2.3). */
const singleZone = (zones: readonly Zone[], node: number, pages: PfnRange): string | undefined => {
  const meeting = zones.filter(
    (zone) => zone.node === node && isPopulated(zone) && spanIntersects(zone, pages),
  );
  return meeting.length === 1 ? meeting[0]!.name : undefined;
};
