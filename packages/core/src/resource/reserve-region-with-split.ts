import type { AddressRange } from '@warmboot/address';
import { intersection, subtract } from '@warmboot/address';
import { IORESOURCE_BUSY, IORESOURCE_TYPE_BITS, joinFlags, maskFlags } from './flags.js';
import { formatRawResource, lastAddress, plainHex } from './resource-text.js';
import { makeResource } from './resource.js';
import { overlapping } from './siblings.js';
import { requireResourceAt, withChildrenAt, type ResourcePath, type ResourceTree } from './tree.js';

/** The tree with a region reserved around what was there. */
export interface RegionReserved {
  readonly tree: ResourceTree;
  /** The nodes that were made, ascending. None when the range was fully taken or outside the parent. */
  readonly reserved: readonly AddressRange[];
  /** Level error. Linux dumps the stack after them. */
  readonly log: readonly string[];
}

/**
 * Makes a busy child of `parentPath` for every part of `range` where there is no child yet. It looks at one
 * level only, so a child that is there punches a hole, whatever is or is not inside it.
 * core R1.6; kernel/resource.c:reserve_region_with_split
 */
export const reserveRegionWithSplit = (
  tree: ResourceTree,
  range: AddressRange,
  name: string,
  parentPath: ResourcePath = [],
): RegionReserved => {
  const parent = requireResourceAt(tree, parentPath);
  const inside = intersection(range, parent);
  const log: string[] = [];
  if (range.start < parent.start || range.end > parent.end) {
    const text = `[${plainHex(range.start)}-${plainHex(lastAddress(range))}]`;
    log.push(`resource: requested range ${text} not in root ${formatRawResource(parent)}`);
    if (inside !== undefined) {
      log.push(`resource: fixing request to [${plainHex(inside.start)}-${plainHex(lastAddress(inside))}]`);
    }
  }
  if (inside === undefined) return { tree, reserved: [], log };

  const reserved = subtract([inside], [...overlapping(parent.children, inside)]);
  const flags = joinFlags(maskFlags(parent.flags, IORESOURCE_TYPE_BITS), IORESOURCE_BUSY);
  const children = parent.children.withAll(
    reserved.map((piece) => [piece.start, makeResource({ ...piece, name, flags })] as const),
  );
  return { tree: withChildrenAt(tree, parentPath, children), reserved, log };
};
