import { describe, expect, it } from 'vitest';
import { SortedMap } from '@warmboot/address';
import type { MemoryBlock } from '../../src/memory/block.js';
import { firstPopulated, lastPopulated, pagesWithin, populatedIn } from '../../src/memory/populated-pages.js';
import type { Zone } from '../../src/memory/zone.js';
import { emptyZone } from '../../src/memory/zone.js';

/** Pages of a block. */
const BLOCK = 100;

const block = (zone: string | undefined, change: Partial<MemoryBlock> = {}): MemoryBlock => ({
  state: 'online',
  zone,
  node: 0,
  early: true,
  holes: false,
  pendingType: undefined,
  group: undefined,
  memmapPages: 0,
  ...change,
});

/** Block 0 has a hole, 1 lies in two zones, 2 is offline, 3 was added, 4 is of another node, 5 is whole. */
const memory = {
  pageSize: 4096,
  blockSize: BLOCK * 4096,
  blocks: SortedMap.of<MemoryBlock>([
    [0, block('DMA32', { holes: true })],
    [1, block(undefined)],
    [2, block(undefined, { state: 'offline', early: false })],
    [3, block('Normal', { early: false })],
    [4, block('Normal', { node: 1 })],
    [5, block('Normal')],
  ]),
};

const zone = (name: string, bootPages: [number, number][], node = 0): Zone => ({
  ...emptyZone(node, name),
  bootPages: SortedMap.of(bootPages),
});

const LOW = zone('DMA32', [
  [0, 40],
  [60, 150],
]);
const HIGH = zone('Normal', [
  [150, 200],
  [500, 600],
]);
const ALL = { start: 0, end: 10 * BLOCK };

const rangesOf = (of: Zone, range = ALL): [number, number][] =>
  [...populatedIn(memory, of, range)].map(({ start, end }) => [start, end]);

describe('the pages of a zone, as its blocks tell', () => {
  it('a hole is left out, and a block of two zones is shared between them', () => {
    expect(rangesOf(LOW)).toEqual([
      [0, 40],
      [60, 100],
      [100, 150],
    ]);
  });

  it('blocks that are offline, or of another node, are passed by; one that was added counts whole', () => {
    expect(rangesOf(HIGH)).toEqual([
      [150, 200],
      [300, 400],
      [500, 600],
    ]);
    expect(rangesOf(zone('Normal', [[400, 500]], 1))).toEqual([[400, 500]]);
  });

  it('a range cuts what it meets, at both ends', () => {
    expect(rangesOf(LOW, { start: 30, end: 120 })).toEqual([
      [30, 40],
      [60, 100],
      [100, 120],
    ]);
    expect(rangesOf(LOW, { start: 40, end: 60 })).toEqual([]);
    expect(pagesWithin(memory, HIGH, { start: 190, end: 310 })).toBe(20);
  });

  it('the first and the last page of a range are found', () => {
    expect(firstPopulated(memory, HIGH, ALL)).toBe(150);
    expect(firstPopulated(memory, HIGH, { start: 200, end: 300 })).toBeUndefined();
    expect(lastPopulated(memory, HIGH, ALL)).toBe(600);
    expect(lastPopulated(memory, HIGH, { start: 0, end: 350 })).toBe(350);
    expect(lastPopulated(memory, LOW, { start: 0, end: 60 })).toBe(40);
    expect(lastPopulated(memory, HIGH, { start: 200, end: 300 })).toBeUndefined();
  });
});
