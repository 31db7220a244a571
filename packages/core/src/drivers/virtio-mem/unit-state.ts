import type { AddressRange } from '@warmboot/address';
import { sizeOf } from '@warmboot/address';

import { blocksIn } from '../../memory/blocks.js';
import type { MemoryBlock } from '../../memory/block.js';
import { MOVABLE } from '../../memory/zone.js';
import type { Machine } from '../../machine/machine.js';
import type { VirtioMemDevice } from '../../device/virtio-mem.js';
import { pluggedIn } from '../../device/virtio-mem.js';
import type { VirtioMemDriver } from '../../device/virtio-mem-driver.js';

/** What a unit of the region is to the driver (firmware-acpi X4). */
export type UnitState =
  | 'unused'
  /** Plugged, but the kernel did not take it. */
  | 'plugged'
  | 'offline'
  | 'offline-partial'
  | 'kernel'
  | 'kernel-partial'
  | 'movable'
  | 'movable-partial';

/** Bytes of a range that are plugged. */
export const pluggedBytesIn = (device: VirtioMemDevice, range: AddressRange): number => {
  let bytes = 0;
  for (const part of pluggedIn(device, range)) bytes += sizeOf(part);
  return bytes;
};

/** The blocks in a range that the driver itself added. */
export function* ownBlocks(
  { memory }: Machine,
  { group }: VirtioMemDriver,
  range: AddressRange,
): Generator<[number, MemoryBlock]> {
  for (const entry of blocksIn(memory, range)) {
    if (group !== undefined && entry[1].group === group) yield entry;
  }
}

/** Sorts a unit by its blocks: all offline, some in a kernel zone, or all online ones movable. */
export const unitState = (
  machine: Machine,
  device: VirtioMemDevice,
  driver: VirtioMemDriver,
  unit: AddressRange,
): UnitState => {
  const plugged = pluggedBytesIn(device, unit);
  let kind: 'offline' | 'kernel' | 'movable' | undefined;
  for (const [, { state, zone }] of ownBlocks(machine, driver, unit)) {
    if (state === 'offline') kind ??= 'offline';
    else if (zone === MOVABLE) kind = kind === 'kernel' ? 'kernel' : 'movable';
    else kind = 'kernel';
  }
  if (kind === undefined) return plugged === 0 ? 'unused' : 'plugged';
  return plugged === sizeOf(unit) ? kind : `${kind}-partial`;
};
