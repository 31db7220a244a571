import type { AddressRange } from '@warmboot/address';
import { covers, sizeOf } from '@warmboot/address';
import type { ResourcePlaced, ResourceRefused } from './request-resource.js';
import type { Resource } from './resource.js';
import { replaced } from './siblings.js';
import { requireResourceAt, withChildrenAt, type ResourcePath, type ResourceTree } from './tree.js';

/**
 * Moves and resizes the node at `path` where it stands. Refused when the new range leaves the parent, touches
 * the bytes of a sibling, or cuts a child; the conflict is that node.
 * core R1.9; kernel/resource.c:adjust_resource
 * @throws TypeError when the range is empty, or `path` is the root or leads nowhere
 */
export const adjustResource = (
  tree: ResourceTree,
  path: ResourcePath,
  range: AddressRange,
): ResourcePlaced | ResourceRefused => {
  if (sizeOf(range) <= 0 || path.length === 0) {
    throw new TypeError('only a node below the root can be adjusted, to a range that is not empty');
  }
  const node = requireResourceAt(tree, path);
  const parentPath = path.slice(0, -1);
  const parent = requireResourceAt(tree, parentPath);
  const conflict = adjustmentConflict(parent, node, range);
  if (conflict !== undefined) return { ok: false, errno: 'EBUSY', conflict };
  const siblings = replaced(parent.children, node.start, { ...node, start: range.start, end: range.end });
  return { ok: true, tree: withChildrenAt(tree, parentPath, siblings), path: [...parentPath, range.start] };
};

/** Linux looks at the neighbours in list order, so a node cannot jump over one either. */
const adjustmentConflict = (parent: Resource, node: Resource, range: AddressRange): Resource | undefined => {
  if (!covers(parent, range)) return parent;
  const next = parent.children.above(node.start)?.[1];
  if (next !== undefined && next.start < range.end) return next;
  const previous = parent.children.below(node.start)?.[1];
  if (previous !== undefined && range.start < previous.end) return previous;
  return childCutBy(node, range);
};

/** A child of `node` that would not be inside it any more. Children are in order: only the ends can stick out. */
const childCutBy = (node: Resource, range: AddressRange): Resource | undefined =>
  [node.children.first(), node.children.last()]
    .map((entry) => entry?.[1])
    .find((child) => child !== undefined && !covers(range, child));
