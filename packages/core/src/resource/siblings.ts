import type { AddressRange, PhysAddr, SortedMap } from '@warmboot/address';
import { covers } from '@warmboot/address';

import type { Resource } from './resource.js';

/** The children of one node, by start. Every search here costs O(log n), where Linux walks the list. */
export type Siblings = SortedMap<Resource>;

/** The lowest sibling that shares a byte with `range`. */
export const firstOverlap = (siblings: Siblings, range: AddressRange): Resource | undefined => {
  const below = siblings.floor(range.start)?.[1];
  if (below !== undefined && below.end > range.start) return below;
  const above = siblings.above(range.start)?.[1];
  return above !== undefined && above.start < range.end ? above : undefined;
};

/** The highest sibling that shares a byte with `range`. */
export const lastOverlap = (siblings: Siblings, range: AddressRange): Resource | undefined => {
  const last = siblings.below(range.end)?.[1];
  return last !== undefined && last.end > range.start ? last : undefined;
};

/** The sibling that has every byte of `range`. Siblings are disjoint, so there is at most one. */
export const childCovering = (siblings: Siblings, range: AddressRange): Resource | undefined => {
  const below = siblings.floor(range.start)?.[1];
  return below !== undefined && covers(below, range) ? below : undefined;
};

/** The siblings that share a byte with `range`, ascending. */
export function* overlapping(siblings: Siblings, range: AddressRange): Generator<Resource> {
  const first = firstOverlap(siblings, range);
  if (first === undefined) return;
  for (const sibling of siblings.values(first.start)) {
    if (sibling.start >= range.end) return;
    yield sibling;
  }
}

/** `siblings` with `replacement` in the place of the one that starts at `start`. */
export const replaced = (siblings: Siblings, start: PhysAddr, replacement: Resource): Siblings =>
  (start === replacement.start ? siblings : siblings.without(start)).with(replacement.start, replacement);
