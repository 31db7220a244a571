import type { AddressRange } from '@warmboot/address';
import { intersection } from '@warmboot/address';
import { matches, type ResourceMatch } from './find-resource.js';
import { preorder } from './preorder.js';
import type { Resource } from './resource.js';
import { overlapping } from './siblings.js';
import type { ResourceTree } from './tree.js';

/** `intersects` also when the rest of the range is a hole, in which nothing is known. */
export type RegionIntersection = 'disjoint' | 'intersects' | 'mixed';

/**
 * Whether a range overlaps nothing that matches, only what matches, or that and something else. A node that
 * does not match itself counts as matching where matching descendants leave none of it (inside the range) bare.
 * core R1.16; kernel/resource.c:region_intersects, with the descendants of stable 6.1
 */
export const regionIntersects = (
  tree: ResourceTree,
  range: AddressRange,
  match: ResourceMatch,
): RegionIntersection => {
  let matching = false;
  let others = false;
  for (const node of overlapping(tree.root.children, range)) {
    if (matches(node, match)) {
      matching = true;
      continue;
    }
    const coverage = descendantCoverage(node, range, match);
    if (coverage !== 'none') matching = true;
    if (coverage !== 'full') others = true;
  }
  if (!matching) return 'disjoint';
  return others ? 'mixed' : 'intersects';
};

const descendantCoverage = (
  node: Resource,
  range: AddressRange,
  match: ResourceMatch,
): 'none' | 'some' | 'full' => {
  const wanted = intersection(node, range)!;
  let bareFrom = wanted.start;
  let found: 'none' | 'some' = 'none';
  for (const { resource } of preorder(node, range)) {
    if (!matches(resource, match)) continue;
    found = 'some';
    if (resource.start > bareFrom) return 'some';
    if (resource.end >= wanted.end) return 'full';
    bareFrom = Math.max(bareFrom, resource.end);
  }
  return found;
};
