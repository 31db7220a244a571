/** NUMA nodes, by number, as the page allocator sees them when it orders them. */
export interface NodeTopology {
  /** Every node that gets a list, ascending. */
  readonly nodes: readonly number[];
  /** Those that have memory, ascending. */
  readonly withMemory: readonly number[];
  /** Those that have a processor which is up. */
  readonly withProcessors: ReadonlySet<number>;
  /** Whether a node without memory begins its own list all the same. */
  readonly listsMemoryless: boolean;
}

/**
 * The order in which each node falls back on others, for nodes that are all equally far apart: the next higher first,
 * those without a processor before those with one, and of equals the one that fewer lists turn to first.
 * mm/page_alloc.c: find_next_best_node, build_zonelists.
 */
export const fallbackOrders = ({
  nodes,
  withMemory,
  withProcessors,
  listsMemoryless,
}: NodeTopology): ReadonlyMap<number, readonly number[]> => {
  const load = new Map<number, number>();
  const orders = new Map<number, readonly number[]>();
  for (const node of nodes) {
    const penalty = (other: number): number => (other < node ? 1 : 0) + (withProcessors.has(other) ? 1 : 0);
    const own = listsMemoryless || withMemory.includes(node) ? [node] : [];
    const left = withMemory.filter((other) => !own.includes(other));
    const others: number[] = [];
    while (left.length > 0) {
      const best = left.reduce((a, b) => {
        const byPenalty = penalty(a) - penalty(b);
        if (byPenalty !== 0) return byPenalty < 0 ? a : b;
        return (load.get(a) ?? 0) <= (load.get(b) ?? 0) ? a : b;
      });
      // The first of a group at the same distance carries it, so that the next list turns to another.
      if (others.length === 0) load.set(best, (load.get(best) ?? 0) + 1);
      others.push(best);
      left.splice(left.indexOf(best), 1);
    }
    orders.set(node, [...own, ...others]);
  }
  return orders;
};
