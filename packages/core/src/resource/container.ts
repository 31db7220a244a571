import type { AddressRange } from '@warmboot/address';
import { requestMemRegion } from './request-region.js';
import type { RegionGranted, RegionRefused } from './request-region.js';
import { placeResource } from './request-resource.js';
import { releaseResource } from './release-resource.js';
import type { ResourceTree } from './tree.js';

/**
 * Reserves a range as a container: a node that is not busy, with exactly the given flags, inside which a driver adds
 * memory later. Drivers request the region and then take the busy bit away again.
 * drivers/virtio/virtio_mem.c: virtio_mem_create_resource; drivers/dax/kmem.c: dev_dax_kmem_probe (core R2.19)
 */
export const requestContainer = (
  tree: ResourceTree,
  range: AddressRange,
  name: string,
  flags: number,
): RegionGranted | RegionRefused => {
  const granted = requestMemRegion(tree, range, name, flags);
  if (!granted.ok) return granted;
  const { path, log } = granted;
  const resource = { ...granted.resource, flags };
  const bare = releaseResource(granted.tree, path);
  if (!bare.ok) throw new TypeError('a region that was just granted is not in the tree');
  return { ...placeResource(bare.tree, path.slice(0, -1), resource), resource, log };
};
