import { BUSY_SYSTEM_RAM, hasFlags, IORESOURCE_SYSRAM_MERGEABLE, joinFlags } from './flags.js';
import type { Resource } from './resource.js';
import { replaced } from './siblings.js';
import { requireResourceAt, withChildrenAt, type ResourcePath, type ResourceTree } from './tree.js';

/** The tree after neighbours were joined. */
export interface SystemRamMerged {
  readonly tree: ResourceTree;
  /** Where the node that holds the range is now. */
  readonly path: ResourcePath;
  /** How many neighbours were joined: 0, 1 or 2. */
  readonly merged: number;
  /** Linux printed a one-time WARN, because the node is not busy System RAM, and changed nothing. */
  readonly warned: boolean;
}

/**
 * Marks the node at `path` as mergeable and joins it with the next and then the previous sibling, where those
 * touch it, are alike in name, flags and descriptor, and neither has children.
 * core R1.11; kernel/resource.c:merge_system_ram_resource
 */
export const mergeSystemRam = (tree: ResourceTree, path: ResourcePath): SystemRamMerged => {
  const found = requireResourceAt(tree, path);
  if (!hasFlags(found.flags, BUSY_SYSTEM_RAM)) return { tree, path, merged: 0, warned: true };

  const parentPath = path.slice(0, -1);
  let siblings = requireResourceAt(tree, parentPath).children;
  let node: Resource = { ...found, flags: joinFlags(found.flags, IORESOURCE_SYSRAM_MERGEABLE) };
  let merged = 0;

  const next = siblings.above(node.start)?.[1];
  if (next !== undefined && areMergeable(node, next)) {
    siblings = siblings.without(next.start);
    node = { ...node, end: next.end };
    merged += 1;
  }
  const previous = siblings.below(node.start)?.[1];
  if (previous !== undefined && areMergeable(previous, node)) {
    siblings = siblings.without(previous.start);
    node = { ...node, start: previous.start };
    merged += 1;
  }
  siblings = replaced(siblings, found.start, node);
  return {
    tree: withChildrenAt(tree, parentPath, siblings),
    path: [...parentPath, node.start],
    merged,
    warned: false,
  };
};

const areMergeable = (left: Resource, right: Resource): boolean =>
  left.flags === right.flags &&
  left.end === right.start &&
  left.name === right.name &&
  left.desc === right.desc &&
  left.children.size === 0 &&
  right.children.size === 0;
