import { overlaps, sizeOf, RangeSet } from '@warmboot/address';

import { blockRange, blocksIn, withBlock } from '../memory/blocks.js';
import type { MemoryGeometry } from '../contract/memory-geometry.js';
import { pageblockSize } from '../contract/memory-geometry.js';
import { withGroup, withGroupBlocks, withGroupPages } from '../memory/groups.js';
import type { MemoryState } from '../memory/state.js';
import { preorder } from '../resource/preorder.js';
import type { ResourceTree } from '../resource/tree.js';
import { findResourcePath } from '../resource/tree.js';
import type { Machine } from '../machine/machine.js';
import { blockModeOf } from '../device/block-mode.js';
import type { VirtioMemDevice } from '../device/virtio-mem.js';
import type { VirtioMemDriver } from '../device/virtio-mem-driver.js';
import { RETRY_MIN, VIRTIO_MEM_RAM } from '../device/virtio-mem-driver.js';

/**
 * A machine seen while its devices were in use: the driver has the devices whose regions are reserved, and the blocks in
 * them are its own. What is plugged of a device that does not say so is the memory that /proc/iomem shows in it.
 */
export const withObservedVirtioMem = (machine: Machine, geometry: MemoryGeometry): Machine => {
  const { platform } = machine;
  if (platform.virtioMem === undefined) return machine;
  const devices = [...platform.virtioMem.values()].map((device) =>
    device.plugged.rangeCount > 0 ? device : { ...device, plugged: shownAsPlugged(machine.iomem, device) },
  );
  let { memory } = machine;
  const drivers = new Map<string, VirtioMemDriver>();
  for (const device of devices) {
    const found = findResourcePath(machine.iomem, device.region, ({ name }) => name === device.name);
    if (found === undefined && !machine.kernel.isCapture) continue;
    const mode = blockModeOf(device, memory.blockSize, pageblockSize(geometry));
    const idle = {
      mode,
      configChanged: false,
      unplugAllRequired: false,
      queued: false,
      active: false,
    } as const;
    const driver = { ...idle, retryIn: undefined, nextRetry: RETRY_MIN, shortfall: undefined };
    if (machine.kernel.isCapture) {
      drivers.set(device.id, { ...driver, phase: 'capture', group: undefined });
      continue;
    }
    const unit = { kind: 'dynamic', pages: mode.unit / geometry.pageSize } as const;
    const { id: group, ...groups } = withGroup(memory, unit, device.node);
    memory = withOwnBlocks({ ...memory, ...groups }, device, group, geometry.pageSize);
    drivers.set(device.id, { ...driver, phase: 'ready', group });
  }
  const virtioMem = new Map(devices.map((device) => [device.id, device]));
  return { ...machine, platform: { ...platform, virtioMem }, memory, virtioMem: drivers };
};

const shownAsPlugged = (iomem: ResourceTree, { region }: VirtioMemDevice): RangeSet => {
  let plugged = RangeSet.EMPTY;
  for (const { resource } of preorder(iomem.root, region)) {
    if (resource.name === VIRTIO_MEM_RAM && overlaps(resource, region)) plugged = plugged.with(resource);
  }
  return plugged;
};

/** Puts the blocks of the region into the group, and takes them from what counts as boot memory. */
const withOwnBlocks = (
  before: MemoryState,
  { region }: VirtioMemDevice,
  group: number,
  pageSize: number,
): MemoryState => {
  let memory = before;
  for (const [id, block] of blocksIn(before, region)) {
    const pages = sizeOf(blockRange(before, id)) / pageSize;
    memory = withBlock(memory, id, { group, early: false, holes: false });
    memory = { ...memory, groups: withGroupBlocks(memory.groups, group, 1) };
    if (block.state === 'offline' || block.zone === undefined) continue;
    memory = {
      ...memory,
      groups: withGroupPages(memory, { ...block, group }, block.zone, pages),
      zones: memory.zones.map((zone) =>
        zone.node === block.node && zone.name === block.zone
          ? { ...zone, presentEarly: zone.presentEarly - pages }
          : zone,
      ),
    };
  }
  return memory;
};
