import type { AddressRange } from '@warmboot/address';
import { IORES_DESC_DEVICE_PRIVATE_MEMORY } from './descriptor.js';
import {
  hasFlags,
  IORESOURCE_BUSY,
  IORESOURCE_EXT_TYPE_BITS,
  IORESOURCE_MUXED,
  IORESOURCE_TYPE_BITS,
  joinFlags,
  maskFlags,
} from './flags.js';
import {
  findConflict,
  placeResource,
  type ResourcePlaced,
  type ResourceRefused,
} from './request-resource.js';
import { formatResource } from './resource-text.js';
import { makeResource, type Resource } from './resource.js';
import { requireResourceAt, type ResourcePath, type ResourceTree } from './tree.js';

export interface RegionGranted extends ResourcePlaced {
  /** The node, with the flags and the descriptor that it took from its parent. */
  readonly resource: Resource;
  /** Level warning. */
  readonly log: readonly string[];
}

export interface RegionRefused extends ResourceRefused {
  /** Linux would sleep until the owner releases, because both sides are MUXED, instead of refusing. */
  readonly waits: boolean;
  /** Level warning. */
  readonly log: readonly string[];
}

/**
 * Takes ownership of a range: descends through containers (nodes that are not busy) that overlap it, and makes
 * it a busy child of the last one, from which it takes type and descriptor. A range that sticks out of a
 * container is refused, like one that overlaps a busy node.
 * core R1.4; kernel/resource.c:__request_region
 * @param flags bits beyond BUSY and what the container gives
 */
export const requestMemRegion = (
  tree: ResourceTree,
  range: AddressRange,
  name: string,
  flags = 0,
  parentPath: ResourcePath = [],
): RegionGranted | RegionRefused => {
  const path = [...parentPath];
  const log: string[] = [];
  let parent = requireResourceAt(tree, path);
  for (;;) {
    const resource = makeResource({
      start: range.start,
      end: range.end,
      name,
      flags: joinFlags(
        maskFlags(parent.flags, IORESOURCE_TYPE_BITS + IORESOURCE_EXT_TYPE_BITS),
        IORESOURCE_BUSY,
        flags,
      ),
      desc: parent.desc,
    });
    const conflict = findConflict(parent, resource);
    if (conflict === undefined) return { ...placeResource(tree, path, resource), resource, log };
    if (conflict.desc === IORES_DESC_DEVICE_PRIVATE_MEMORY) {
      log.push(
        `resource: Unaddressable device ${conflict.name} ${formatResource(conflict)} conflicts with ${formatResource(resource)}`,
      );
    }
    if (conflict === parent || hasFlags(conflict.flags, IORESOURCE_BUSY)) {
      const waits = hasFlags(conflict.flags, IORESOURCE_MUXED) && hasFlags(flags, IORESOURCE_MUXED);
      return { ok: false, errno: 'EBUSY', conflict, waits, log };
    }
    path.push(conflict.start);
    parent = conflict;
  }
};
