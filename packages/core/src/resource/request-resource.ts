import { covers } from '@warmboot/address';
import type { Resource } from './resource.js';
import { firstOverlap } from './siblings.js';
import { requireResourceAt, withChildrenAt, type ResourcePath, type ResourceTree } from './tree.js';

/** The tree with the new node, and where it is. */
export interface ResourcePlaced {
  readonly ok: true;
  readonly tree: ResourceTree;
  readonly path: ResourcePath;
}

/** Nothing changed. */
export interface ResourceRefused {
  readonly ok: false;
  readonly errno: 'EBUSY';
  /** The node in the way. It is the parent itself when the range is empty or not inside the parent. */
  readonly conflict: Resource;
}

/**
 * What keeps `resource` from being a child of `parent`: the parent when the range is empty or not inside it,
 * else the lowest child that overlaps, else nothing. core R1.1; kernel/resource.c:__request_resource
 */
export const findConflict = (parent: Resource, resource: Resource): Resource | undefined => {
  if (resource.end <= resource.start || !covers(parent, resource)) return parent;
  return firstOverlap(parent.children, resource);
};

/** Makes `resource`, with whatever children it has, a child of the node at `path`. The place must be free. */
export const placeResource = (
  tree: ResourceTree,
  path: ResourcePath,
  resource: Resource,
): ResourcePlaced => ({
  ok: true,
  tree: withChildrenAt(tree, path, requireResourceAt(tree, path).children.with(resource.start, resource)),
  path: [...path, resource.start],
});

/**
 * Makes `resource` a direct child of `parent`; a busy or a free conflict refuses alike.
 * core R1.1; kernel/resource.c:request_resource
 */
export const requestResource = (
  tree: ResourceTree,
  resource: Resource,
  parent: ResourcePath = [],
): ResourcePlaced | ResourceRefused => {
  const conflict = findConflict(requireResourceAt(tree, parent), resource);
  if (conflict !== undefined) return { ok: false, errno: 'EBUSY', conflict };
  return placeResource(tree, parent, resource);
};
