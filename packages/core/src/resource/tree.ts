import type { AddressRange, PhysAddr } from '@warmboot/address';
import { sizeOf, ADDRESS_LIMIT } from '@warmboot/address';

import { IORESOURCE_MEM } from './flags.js';
import { makeResource, sameRange, type Resource } from './resource.js';
import { childCovering, type Siblings } from './siblings.js';

/**
 * All resources of an address space at one moment. The tree is a value: an operation returns another tree,
 * which shares all but the changed path with the old one, and never touches its input.
 */
export interface ResourceTree {
  /** Spans the address space; /proc/iomem prints its descendants only. */
  readonly root: Resource;
}

/**
 * Where a node is: the starts of its ancestors below the root, then its own start. The root is the empty path.
 * A path stands for Linux's pointer to a node. Operations that move a node return its new path.
 */
export type ResourcePath = readonly PhysAddr[];

/**
 * The root of the memory address space. Linux's covers all 64 bits; {@link ADDRESS_LIMIT} stands for 2^64
 * here and is printed as such. kernel/resource.c:iomem_resource
 */
export const IOMEM_ROOT: Resource = makeResource({
  start: 0,
  end: ADDRESS_LIMIT,
  name: 'PCI mem',
  flags: IORESOURCE_MEM,
});

/** A tree with nothing in it. */
export const emptyResourceTree = (root: Resource = IOMEM_ROOT): ResourceTree => ({ root });

/** The node at `path`, or undefined where there is none. */
export const resourceAt = (tree: ResourceTree, path: ResourcePath): Resource | undefined => {
  let node: Resource | undefined = tree.root;
  for (const start of path) {
    node = node.children.get(start);
    if (node === undefined) return undefined;
  }
  return node;
};

/** The node at `path`. @throws TypeError where there is none: the caller holds a path of another tree. */
export const requireResourceAt = (tree: ResourceTree, path: ResourcePath): Resource => {
  const node = resourceAt(tree, path);
  if (node === undefined) throw new TypeError(`no resource at path [${path.join(', ')}]`);
  return node;
};

/**
 * The path of the outermost node that covers exactly `range` and that `accept` accepts, or undefined.
 * Costs O(depth log n).
 */
export const findResourcePath = (
  tree: ResourceTree,
  range: AddressRange,
  accept: (resource: Resource) => boolean = () => true,
): ResourcePath | undefined => {
  if (sizeOf(range) <= 0) return undefined;
  const path: PhysAddr[] = [];
  let node = childCovering(tree.root.children, range);
  while (node !== undefined) {
    path.push(node.start);
    if (sameRange(node, range) && accept(node)) return path;
    node = childCovering(node.children, range);
  }
  return undefined;
};

/** The tree in which the node at `path` has these children. Copies the nodes of the path and nothing else. */
export const withChildrenAt = (tree: ResourceTree, path: ResourcePath, children: Siblings): ResourceTree => {
  const ancestors: Resource[] = [tree.root];
  for (const start of path) {
    const next = ancestors.at(-1)!.children.get(start);
    if (next === undefined) throw new TypeError(`no resource at path [${path.join(', ')}]`);
    ancestors.push(next);
  }
  let changed: Resource = { ...ancestors.pop()!, children };
  for (let parent = ancestors.pop(); parent !== undefined; parent = ancestors.pop()) {
    changed = { ...parent, children: parent.children.with(changed.start, changed) };
  }
  return { root: changed };
};
