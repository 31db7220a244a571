import { covers, SortedMap } from '@warmboot/address';

import {
  findConflict,
  placeResource,
  type ResourcePlaced,
  type ResourceRefused,
} from './request-resource.js';
import { sameRange, type Resource } from './resource.js';
import { lastOverlap, overlapping } from './siblings.js';
import { requireResourceAt, withChildrenAt, type ResourcePath, type ResourceTree } from './tree.js';

/**
 * Puts `resource` at the depth where it fits: inside the nodes that strictly contain it and around the nodes
 * that it covers, which become its children; a node with the identical range goes inside. Children that it
 * brings are kept only when it covers nothing, as in Linux. Refused when a node sticks out on either side.
 * The cost grows with the nodes that it covers, not with their siblings.
 * core R1.2; kernel/resource.c:__insert_resource
 */
export const insertResource = (
  tree: ResourceTree,
  resource: Resource,
  parentPath: ResourcePath = [],
): ResourcePlaced | ResourceRefused => {
  const path = [...parentPath];
  let parent = requireResourceAt(tree, path);
  for (;;) {
    const conflict = findConflict(parent, resource);
    if (conflict === undefined) return placeResource(tree, path, resource);
    if (conflict === parent) return { ok: false, errno: 'EBUSY', conflict };
    if (!covers(conflict, resource) || sameRange(conflict, resource)) {
      return insertAround(tree, path, parent, resource, conflict);
    }
    path.push(conflict.start);
    parent = conflict;
  }
};

/** Siblings are disjoint, so only the first and the last of those that overlap can stick out. */
const insertAround = (
  tree: ResourceTree,
  path: ResourcePath,
  parent: Resource,
  resource: Resource,
  first: Resource,
): ResourcePlaced | ResourceRefused => {
  const last = lastOverlap(parent.children, resource)!;
  for (const edge of [first, last]) {
    if (!covers(resource, edge)) return { ok: false, errno: 'EBUSY', conflict: edge };
  }
  const covered = SortedMap.of(
    [...overlapping(parent.children, resource)].map((child) => [child.start, child] as const),
  );
  const siblings = parent.children
    .withoutRange(resource.start, resource.end)
    .with(resource.start, { ...resource, children: covered });
  return { ok: true, tree: withChildrenAt(tree, path, siblings), path: [...path, resource.start] };
};

/** What became of an insertion that Linux lets nobody see fail. */
export interface ResourceExpanded {
  readonly tree: ResourceTree;
  /** Where the widened node is, or undefined when it is not inside the parent: then nothing changed. */
  readonly path: ResourcePath | undefined;
  /** Level info, one line for each widening. */
  readonly log: readonly string[];
}

/**
 * Inserts `resource` and, as often as a node sticks out, widens it to cover that node too.
 * core R1.3; kernel/resource.c:insert_resource_expand_to_fit
 */
export const insertResourceExpandToFit = (
  tree: ResourceTree,
  resource: Resource,
  parentPath: ResourcePath = [],
): ResourceExpanded => {
  const parent = requireResourceAt(tree, parentPath);
  const log: string[] = [];
  let wanted = resource;
  for (;;) {
    const result = insertResource(tree, wanted, parentPath);
    if (result.ok) return { tree: result.tree, path: result.path, log };
    const { conflict } = result;
    if (conflict === parent) return { tree, path: undefined, log };
    wanted = {
      ...wanted,
      start: Math.min(wanted.start, conflict.start),
      end: Math.max(wanted.end, conflict.end),
    };
    log.push(`resource: Expanded resource ${wanted.name} due to conflict with ${conflict.name}`);
  }
};
