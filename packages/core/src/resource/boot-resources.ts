import { intersection, type AddressRange, type PhysAddr } from '@warmboot/address';
import { IORES_DESC_CRASH_KERNEL } from './descriptor.js';
import { BUSY_SYSTEM_RAM } from './flags.js';
import { insertResource } from './insert-resource.js';
import { reserveRegionWithSplit } from './reserve-region-with-split.js';
import { makeResource, type ResourceSpec } from './resource.js';
import { findResourcePath, type ResourceTree } from './tree.js';

/*
 * What every architecture puts into the tree before any device, each at its own point of setup_arch().
 */

/** A range and what /proc/iomem calls it. */
type NamedRange = AddressRange & { readonly name: string };

/** insert_resource() where nobody looks at the result: what is empty or sticks out of a node is left out. */
export const insertIfFits = (tree: ResourceTree, spec: ResourceSpec): ResourceTree => {
  if (spec.start >= spec.end) return tree;
  const result = insertResource(tree, makeResource(spec));
  return result.ok ? result.tree : tree;
};

/** The sections of the running kernel, whose ranges count from where it is. */
export const withKernelSections = (
  tree: ResourceTree,
  kernelAt: PhysAddr,
  sections: readonly NamedRange[],
  flags: number = BUSY_SYSTEM_RAM,
): ResourceTree =>
  sections.reduce(
    (grown, { name, start, end }) =>
      insertIfFits(grown, { start: kernelAt + start, end: kernelAt + end, name, flags }),
    tree,
  );

/** crashk_low_res and crashk_res, in this order. */
export const withCrashRegions = (tree: ResourceTree, regions: readonly AddressRange[]): ResourceTree =>
  regions.reduce(
    (grown, region) =>
      insertIfFits(grown, {
        ...region,
        name: 'Crash kernel',
        flags: BUSY_SYSTEM_RAM,
        desc: IORES_DESC_CRASH_KERNEL,
      }),
    tree,
  );

/**
 * reserve_memblock_reserved_regions() for one node: children for what is reserved inside it, around what is there already.
 *
 * @param node where it is, and under which name; nothing happens where the tree has no such node
 * @param ranges whole pages
 */
export const withReservedInside = (
  tree: ResourceTree,
  node: NamedRange,
  ranges: readonly AddressRange[],
  name: string,
): ResourceTree => {
  const path = findResourcePath(tree, node, (found) => found.name === node.name);
  if (path === undefined) return tree;
  return ranges.reduce((grown, range) => {
    const part = intersection(range, node);
    return part === undefined ? grown : reserveRegionWithSplit(grown, part, name, path).tree;
  }, tree);
};
