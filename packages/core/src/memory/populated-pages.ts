import { intersection } from '@warmboot/address';
import type { MemoryBlock } from './block.js';
import type { MemoryState } from './state.js';
import type { PfnRange, Zone } from './zone.js';

/*
 * Which pages a zone has is not written down: its blocks tell. A block that is online in one zone gave it all its pages;
 * only one that was there at boot can have holes, or pages of several zones, and what RAM it then has is `bootPages`.
 */

/** What a zone's pages are told by. */
export type BlocksOfZones = Pick<MemoryState, 'blocks' | 'blockSize' | 'pageSize'>;

/** Populated pages of the zone inside the range, ascending. */
export function* populatedIn(
  memory: BlocksOfZones,
  zone: Zone,
  range: PfnRange,
): Generator<PfnRange & { readonly block: MemoryBlock }> {
  const pages = memory.blockSize / memory.pageSize;
  for (const [id, block] of memory.blocks.entries(Math.floor(range.start / pages))) {
    const whole = { start: id * pages, end: (id + 1) * pages };
    const within = intersection(whole, range);
    if (within === undefined) return;
    if (mayHave(zone, block)) for (const part of pagesOf(zone, block, within)) yield { ...part, block };
  }
}

/** Number of populated pages of the zone inside the range. */
export const pagesWithin = (memory: BlocksOfZones, zone: Zone, range: PfnRange): number => {
  let pages = 0;
  for (const { start, end } of populatedIn(memory, zone, range)) pages += end - start;
  return pages;
};

/** Pfn of the zone's first page in the range. */
export const firstPopulated = (memory: BlocksOfZones, zone: Zone, range: PfnRange): number | undefined => {
  for (const { start } of populatedIn(memory, zone, range)) return start;
  return undefined;
};

/** Pfn behind the zone's last page in the range. */
export const lastPopulated = (memory: BlocksOfZones, zone: Zone, range: PfnRange): number | undefined => {
  const pages = memory.blockSize / memory.pageSize;
  let entry = memory.blocks.below(Math.ceil(range.end / pages));
  for (; entry !== undefined; entry = memory.blocks.below(entry[0])) {
    const [id, block] = entry;
    const within = intersection({ start: id * pages, end: (id + 1) * pages }, range);
    if (within === undefined) return undefined;
    if (!mayHave(zone, block)) continue;
    const last = [...pagesOf(zone, block, within)].at(-1);
    if (last !== undefined) return last.end;
  }
  return undefined;
};

const mayHave = ({ node, name }: Zone, block: MemoryBlock): boolean =>
  block.state !== 'offline' && (block.zone === undefined || (block.zone === name && block.node === node));

/** Pages of a block that may have some of the zone's, inside a part of the block. */
function* pagesOf({ bootPages }: Zone, block: MemoryBlock, within: PfnRange): Generator<PfnRange> {
  if (block.zone !== undefined && !block.holes) return void (yield within);
  const first = bootPages.floor(within.start)?.[0] ?? within.start;
  for (const [start, end] of bootPages.entries(first)) {
    if (start >= within.end) return;
    const part = intersection({ start, end }, within);
    if (part !== undefined) yield part;
  }
}
