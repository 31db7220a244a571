import type { AddressRange, PhysAddr } from '@warmboot/address';
import { alignDown, alignUp } from '@warmboot/address';

import type { VirtioMemDevice } from './virtio-mem.js';

/**
 * How the driver cuts the device's region (firmware-acpi X3). In sub-block mode it adds memory block by block and
 * plugs parts of them; in big-block mode the smallest part is one memory block or more.
 */
export interface BlockMode {
  readonly kind: 'sub-block' | 'big-block';
  /** Bytes that are added to Linux at once: a memory block, or a big block. */
  readonly unit: number;
  /** Bytes that are plugged and unplugged at once: a sub-block, or the unit. */
  readonly step: number;
}

/**
 * Sub-blocks are as large as what the page allocator can isolate, a pageblock; when that is no less than a memory
 * block, big blocks take their place. drivers/virtio/virtio_mem.c: virtio_mem_init_hotplug (firmware-acpi X3).
 * @param blockSize bytes of a Linux memory block
 * @param pageblockSize bytes
 */
export const blockModeOf = (
  device: Pick<VirtioMemDevice, 'blockSize'>,
  blockSize: number,
  pageblockSize: number,
): BlockMode => {
  const step = Math.max(device.blockSize, pageblockSize);
  if (step < blockSize) return { kind: 'sub-block', unit: blockSize, step };
  const unit = Math.max(device.blockSize, blockSize);
  return { kind: 'big-block', unit, step: unit };
};

/** The unit that an address is in. */
export const unitAt = ({ unit }: BlockMode, address: PhysAddr): AddressRange => {
  const start = alignDown(address, unit);
  return { start, end: start + unit };
};

/** Whole units that the driver may use, given how much of the region is usable and what the linear map reaches. */
export const usableUnits = (
  { region, usable }: Pick<VirtioMemDevice, 'region' | 'usable'>,
  { unit }: BlockMode,
  reach: AddressRange,
): AddressRange => {
  const start = alignUp(Math.max(region.start, reach.start), unit);
  const end = alignDown(Math.min(region.start + usable, region.end, reach.end), unit);
  return { start, end: Math.max(start, end) };
};
