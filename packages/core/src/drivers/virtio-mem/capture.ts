import type { PhysAddr } from '@warmboot/address';
import { alignDown, covers, rangeAt } from '@warmboot/address';
import type { Platform } from '../../device/platform.js';
import { answerRequest } from '../../device/virtio-mem.js';

/**
 * pfn_is_ram() of a capture kernel: /proc/vmcore reads as zeroes what the device says is not plugged, since reading it
 * may harm the host. Memory outside all regions is left to others, and reads as it is (firmware-acpi X7).
 */
export const isRamForVmcore = ({ virtioMem }: Platform, address: PhysAddr): boolean => {
  for (const device of virtioMem?.values() ?? []) {
    if (!covers(device.region, rangeAt(address, 1))) continue;
    const range = rangeAt(alignDown(address, device.blockSize), device.blockSize);
    const { response } = answerRequest(device, { type: 'state', range });
    return response.type === 'ack' && response.state !== 'unplugged';
  }
  return true;
};
