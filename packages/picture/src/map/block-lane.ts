import { humanSize } from '@warmboot/address';
import type { MemoryBlock, MemoryState } from '@warmboot/core';
import type { Band, BandKind, Lane } from './band.js';

const kindOf = ({ state, zone }: MemoryBlock): BandKind => {
  if (state === 'going-offline') return 'going';
  if (state === 'offline') return 'offline';
  return zone === 'Movable' ? 'movable' : 'online';
};

/** What blocks of one run have in common. */
const sameRun = (a: MemoryBlock, b: MemoryBlock): boolean =>
  a === b || (a.state === b.state && a.zone === b.zone && a.node === b.node);

/** Blocks side by side that agree, as one. */
interface Run {
  readonly first: number;
  last: number;
  readonly block: MemoryBlock;
}

const runsOf = (memory: MemoryState): readonly Run[] => {
  const runs: Run[] = [];
  let open: Run | undefined;
  for (const [id, block] of memory.blocks.entries()) {
    if (open !== undefined && id === open.last + 1 && sameRun(open.block, block)) open.last = id;
    else runs.push((open = { first: id, last: id, block }));
  }
  return runs;
};

/** Large machines have hundreds of thousands of blocks, and most steps change none. */
const lanes = new WeakMap<MemoryState['blocks'], Lane>();

const bandOf = ({ blockSize, zones }: MemoryState, { first, last, block }: Run): Band => {
  const { state, zone, node } = block;
  const label = state === 'online' ? (zone ?? 'online') : state;
  const name = first === last ? `memory${first}` : `memory${first} to memory${last}`;
  const nodes = new Set(zones.map((one) => one.node)).size;
  const where = nodes > 1 ? `, node ${node}` : '';
  const count = last - first + 1;
  const words = `${name}: ${state}${zone === undefined ? '' : `, zone ${zone}`}${where} (${count} of ${humanSize(blockSize)})`;
  const range = { start: first * blockSize, end: (last + 1) * blockSize };
  return { ...range, kind: kindOf(block), label, words, depth: 0 };
};

/** Memory blocks by state and zone; equal neighbours are one band. */
export const blockLane = (memory: MemoryState): Lane => {
  const known = lanes.get(memory.blocks);
  if (known !== undefined) return known;
  const lane: Lane = {
    name: 'blocks',
    title: `memory blocks of ${humanSize(memory.blockSize)}`,
    bands: runsOf(memory).map((run) => bandOf(memory, run)),
  };
  lanes.set(memory.blocks, lane);
  return lane;
};
