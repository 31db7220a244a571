import type { AddressRange } from '@warmboot/address';
import type { MemoryBlock, OnlineType } from './block.js';
import type { MemoryState } from './state.js';
import type { PfnRange } from './zone.js';

/** Addresses of a block. */
export const blockRange = ({ blockSize }: MemoryState, id: number): AddressRange => ({
  start: id * blockSize,
  end: (id + 1) * blockSize,
});

/** All pages of a block: what zones count and choose by. */
export const wholeBlock = ({ blockSize }: MemoryState, id: number, pageSize: number): PfnRange => ({
  start: (id * blockSize) / pageSize,
  end: ((id + 1) * blockSize) / pageSize,
});

/** Pages that onlining and offlining are about: the block without the memmap at its head (core R2.20). */
export const blockPages = (
  state: MemoryState,
  id: number,
  block: MemoryBlock,
  pageSize: number,
): PfnRange => {
  const pages = state.blockSize / pageSize;
  return { start: id * pages + block.memmapPages, end: (id + 1) * pages };
};

/** Present blocks that meet `range`, ascending, as [number, block]. */
export const blocksIn = function* (
  { blocks, blockSize }: MemoryState,
  { start, end }: AddressRange,
): IterableIterator<[number, MemoryBlock]> {
  for (const entry of blocks.entries(Math.floor(start / blockSize))) {
    if (entry[0] * blockSize >= end) return;
    yield entry;
  }
};

/** A block with some of its fields replaced. */
export const withBlock = (state: MemoryState, id: number, change: Partial<MemoryBlock>): MemoryState => {
  const block = state.blocks.get(id);
  if (block === undefined) throw new TypeError(`there is no memory block ${id}`);
  return { ...state, blocks: state.blocks.with(id, { ...block, ...change }) };
};

/** The type that a plain `online` uses: what a refused write left behind, or `online` (core R2.6). */
export const pendingTypeOf = (block: MemoryBlock): OnlineType =>
  block.pendingType === undefined || block.pendingType === 'offline' ? 'online' : block.pendingType;
