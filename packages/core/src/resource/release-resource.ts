import type { Resource } from './resource.js';
import { resourceAt, withChildrenAt, type ResourcePath, type ResourceTree } from './tree.js';

/** The tree without a resource; EINVAL where it was not in it. */
export interface ResourceReleased {
  readonly ok: true;
  readonly tree: ResourceTree;
  /** The node as it was, with its children. */
  readonly released: Resource;
}

/** There is no node at the path, or the path is the root's. Nothing changed. */
export interface ResourceNotFound {
  readonly ok: false;
  readonly errno: 'EINVAL';
}

/** Takes the node at `path` out, with all that is in it. core R1.7; kernel/resource.c:release_resource */
export const releaseResource = (
  tree: ResourceTree,
  path: ResourcePath,
): ResourceReleased | ResourceNotFound => unlink(tree, path, false);

/** Takes the node at `path` out; its children take its place. core R1.7; kernel/resource.c:remove_resource */
export const removeResource = (tree: ResourceTree, path: ResourcePath): ResourceReleased | ResourceNotFound =>
  unlink(tree, path, true);

const unlink = (
  tree: ResourceTree,
  path: ResourcePath,
  promoteChildren: boolean,
): ResourceReleased | ResourceNotFound => {
  const released = resourceAt(tree, path);
  if (released === undefined || path.length === 0) return { ok: false, errno: 'EINVAL' };
  const parentPath = path.slice(0, -1);
  const siblings = resourceAt(tree, parentPath)!.children.without(released.start);
  const left = promoteChildren ? siblings.withAll(released.children) : siblings;
  return { ok: true, tree: withChildrenAt(tree, parentPath, left), released };
};
