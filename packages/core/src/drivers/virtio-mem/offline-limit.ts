import { GiB } from '@warmboot/address';
import { blocksIn } from '../../memory/blocks.js';
import type { MemoryState } from '../../memory/state.js';
import type { BlockMode } from '../../device/block-mode.js';
import type { VirtioMemDevice } from '../../device/virtio-mem.js';
import type { VirtioMemDriver } from '../../device/virtio-mem-driver.js';

/** Bytes that may be offline before the driver waits for somebody to online them (firmware-acpi X5). */
export const offlineLimit = ({ unit }: BlockMode): number => Math.max(GiB, 2 * unit);

/** Bytes of the device's memory that are offline. */
export const offlineBytes = (
  memory: MemoryState,
  { region }: VirtioMemDevice,
  { group }: VirtioMemDriver,
): number => {
  let blocks = 0;
  for (const [, block] of blocksIn(memory, region)) {
    if (group !== undefined && block.group === group && block.state === 'offline') blocks += 1;
  }
  return blocks * memory.blockSize;
};
