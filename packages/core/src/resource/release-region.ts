import type { AddressRange } from '@warmboot/address';
import { hasFlags, IORESOURCE_BUSY } from './flags.js';
import { releaseResource } from './release-resource.js';
import { lastAddress, physText } from './resource-text.js';
import { sameRange, type Resource } from './resource.js';
import { childCovering } from './siblings.js';
import { requireResourceAt, type ResourcePath, type ResourceTree } from './tree.js';

/** The tree without a region, or a complaint for the log. */
export interface RegionReleased {
  readonly tree: ResourceTree;
  /** The node that went, with all that was in it, or undefined when no node matched: then nothing changed. */
  readonly released: Resource | undefined;
  /** Level warning. */
  readonly log: readonly string[];
}

/**
 * Gives back what {@link requestMemRegion} took: the busy node with exactly this range, however deep in
 * containers. Linux answers its caller nothing, it only logs. core R1.8; kernel/resource.c:__release_region
 */
export const releaseRegion = (
  tree: ResourceTree,
  range: AddressRange,
  parentPath: ResourcePath = [],
): RegionReleased => {
  const path = [...parentPath];
  let node = childCovering(requireResourceAt(tree, path).children, range);
  while (node !== undefined) {
    path.push(node.start);
    if (hasFlags(node.flags, IORESOURCE_BUSY)) break;
    node = childCovering(node.children, range);
  }
  if (node !== undefined && sameRange(node, range)) {
    const result = releaseResource(tree, path);
    if (result.ok) return { tree: result.tree, released: result.released, log: [] };
  }
  const text = `<${physText(range.start)}-${physText(lastAddress(range))}>`;
  return { tree, released: undefined, log: [`resource: Trying to free nonexistent resource ${text}`] };
};
