import { describe, expect, it } from 'vitest';
import { fallbackOrders } from '../../src/memory/fallback-order.js';

const orders = (processors: readonly number[], withMemory: readonly number[] = [0, 1, 2], listed = true) =>
  [
    ...fallbackOrders({
      nodes: [0, 1, 2],
      withMemory,
      withProcessors: new Set(processors),
      listsMemoryless: listed,
    }).values(),
  ].map((order) => order.join(' '));

// mm/page_alloc.c: find_next_best_node. The lines are those of a recorded machine of three nodes.
describe('core R2.32 the order in which nodes fall back on each other', () => {
  it('at boot, before processors are up, spreads the load', () => {
    expect(orders([])).toEqual(['0 1 2', '1 2 0', '2 0 1']);
  });

  it('turns to nodes without a processor first', () => {
    expect(orders([0])).toEqual(['0 1 2', '1 2 0', '2 1 0']);
  });

  it('a node without memory is in no list but, with older kernels, its own', () => {
    expect(orders([0], [0, 2])).toEqual(['0 2', '1 2 0', '2 0']);
    expect(orders([0], [0, 2], false)).toEqual(['0 2', '2 0', '2 0']);
  });
});
