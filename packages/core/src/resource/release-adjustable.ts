import type { AddressRange, PhysAddr } from '@warmboot/address';
import { covers, sizeOf } from '@warmboot/address';
import { adjustResource } from './adjust-resource.js';
import { hasFlags, IORESOURCE_BUSY, IORESOURCE_MEM } from './flags.js';
import { releaseResource } from './release-resource.js';
import { placeResource } from './request-resource.js';
import { makeResource, type Resource } from './resource.js';
import { childCovering } from './siblings.js';
import { type ResourcePath, type ResourceTree } from './tree.js';

/** The tree after memory was taken out of it, which may leave two pieces. */
export interface AdjustableRelease {
  readonly tree: ResourceTree;
  /**
   * What became of the busy node around the range: it went, lost its start, lost its end, or was split in two.
   * `nothing` when no node contains the whole range, when one that is not memory does, when a child is in the
   * way, or when the range is a single byte that starts its node.
   */
  readonly outcome: 'removed' | 'start-cut' | 'end-cut' | 'split' | 'nothing';
  /** Linux printed a one-time WARN: the range is not inside the root, or a child is in the way. */
  readonly warned: boolean;
}

/**
 * Gives back a part of a busy node, as hot-remove does. A range that spans two touching nodes is inside
 * neither, so Linux releases nothing and tells nobody. When a node is split, the left part keeps all children.
 * core R1.10; kernel/resource.c:release_mem_region_adjustable
 * @throws TypeError when the range is empty
 */
export const releaseMemRegionAdjustable = (tree: ResourceTree, range: AddressRange): AdjustableRelease => {
  if (sizeOf(range) <= 0) throw new TypeError('only a range with a positive size can be released');
  if (!covers(tree.root, range)) return { tree, outcome: 'nothing', warned: true };
  const path: PhysAddr[] = [];
  let node = childCovering(tree.root.children, range);
  while (node !== undefined) {
    // Linux stops the walk at `node.start >= end` with an inclusive end, which hides single bytes.
    if (node.start >= range.end - 1 || !hasFlags(node.flags, IORESOURCE_MEM)) break;
    path.push(node.start);
    if (hasFlags(node.flags, IORESOURCE_BUSY)) return cutOut(tree, path, node, range);
    node = childCovering(node.children, range);
  }
  return { tree, outcome: 'nothing', warned: false };
};

const cutOut = (
  tree: ResourceTree,
  path: ResourcePath,
  node: Resource,
  range: AddressRange,
): AdjustableRelease => {
  const fromStart = node.start === range.start;
  const toEnd = node.end === range.end;
  if (fromStart && toEnd) {
    const result = releaseResource(tree, path);
    return result.ok
      ? { tree: result.tree, outcome: 'removed', warned: false }
      : { tree, outcome: 'nothing', warned: false };
  }
  const kept = fromStart ? { start: range.end, end: node.end } : { start: node.start, end: range.start };
  const adjusted = adjustResource(tree, path, kept);
  if (!adjusted.ok) return { tree, outcome: 'nothing', warned: true };
  if (fromStart || toEnd) {
    return { tree: adjusted.tree, outcome: fromStart ? 'start-cut' : 'end-cut', warned: false };
  }
  const { name, flags, desc } = node;
  const right = makeResource({ start: range.end, end: node.end, name, flags, desc });
  const split = placeResource(adjusted.tree, path.slice(0, -1), right);
  return { tree: split.tree, outcome: 'split', warned: false };
};
