import type { PhysAddr } from '@warmboot/address';
import { MiB, alignUp } from '@warmboot/address';

import type { Platform } from './platform.js';
import { claimedSpace } from './platform.js';

/** Alignment that boards give memory devices; what it leaves unaligned for the kernel, the kernel refuses. */
const DEVICE_ALIGNMENT = 2 * MiB;

/**
 * Where a board puts the next memory device: the lowest gap of the device window that holds it.
 * @param base start of the window
 * @param size bytes
 */
export const nextDeviceAddress = (platform: Platform, base: PhysAddr, size: number): PhysAddr => {
  let at = alignUp(base, DEVICE_ALIGNMENT);
  for (const ram of claimedSpace(platform)) {
    if (ram.end <= at) continue;
    if (ram.start >= at + size) break;
    at = alignUp(ram.end, DEVICE_ALIGNMENT);
  }
  return at;
};

/** The lowest slot of the board that holds no device. */
export const nextFreeSlot = ({ dimms }: Platform): number => {
  const taken = new Set([...dimms.values()].map(({ slot }) => slot));
  let slot = 0;
  while (taken.has(slot)) slot += 1;
  return slot;
};
