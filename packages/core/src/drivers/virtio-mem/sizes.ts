import { intersection, humanSize } from '@warmboot/address';

import { blockRange } from '../../memory/blocks.js';
import type { Machine } from '../../machine/machine.js';
import { pluggedBytes } from '../../device/virtio-mem.js';
import type { ShortfallCause } from '../../device/virtio-mem-driver.js';
import { ownBlocks, pluggedBytesIn } from './unit-state.js';

/** Why two of the sizes of a device are not the same. */
export interface SizeDifference {
  readonly between: 'requested and plugged' | 'plugged and online';
  readonly bytes: number;
  readonly cause: ShortfallCause | 'step' | 'capture-kernel' | 'offline-blocks';
  readonly reason: string;
}

/** The three sizes of a device, in bytes: what the host wants, what the guest has, and what its allocator can use. */
export interface VirtioMemSizes {
  readonly requested: number;
  readonly plugged: number;
  readonly online: number;
  /** One for each pair that differs; none when all three are the same. */
  readonly differences: readonly SizeDifference[];
}

/** @throws TypeError where the machine has no such device */
export const virtioMemSizes = (machine: Machine, id: string): VirtioMemSizes => {
  const device = machine.platform.virtioMem?.get(id);
  if (device === undefined) throw new TypeError(`there is no virtio-mem device ${id}`);
  const { requested } = device;
  const plugged = pluggedBytes(device);
  const online = onlineBytes(machine, id);
  const differences: SizeDifference[] = [];
  if (requested !== plugged)
    differences.push(requestedAndPlugged(machine, id, Math.abs(requested - plugged)));
  if (plugged !== online) {
    const capture = machine.virtioMem?.get(id)?.phase === 'capture';
    differences.push({
      between: 'plugged and online',
      bytes: plugged - online,
      cause: capture ? 'capture-kernel' : 'offline-blocks',
      reason: capture
        ? 'a capture kernel does not use it'
        : `${humanSize(plugged - online)} are in offline blocks`,
    });
  }
  return { requested, plugged, online, differences };
};

const onlineBytes = (machine: Machine, id: string): number => {
  const device = machine.platform.virtioMem!.get(id)!;
  const driver = machine.virtioMem?.get(id);
  if (driver === undefined) return 0;
  let bytes = 0;
  for (const [block, { state }] of ownBlocks(machine, driver, device.region)) {
    const part = intersection(blockRange(machine.memory, block), device.region);
    if (state !== 'offline' && part !== undefined) bytes += pluggedBytesIn(device, part);
  }
  return bytes;
};

const requestedAndPlugged = (machine: Machine, id: string, bytes: number): SizeDifference => {
  const between = 'requested and plugged';
  const driver = machine.virtioMem?.get(id);
  if (driver?.phase === 'capture' || driver === undefined) {
    return { between, bytes, cause: 'capture-kernel', reason: 'a capture kernel does not plug or unplug' };
  }
  const { shortfall, mode } = driver;
  if (shortfall !== undefined) return { between, bytes, cause: shortfall.cause, reason: shortfall.reason };
  return { between, bytes, cause: 'step', reason: `memory is plugged in steps of ${humanSize(mode.step)}` };
};
