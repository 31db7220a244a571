import type { ColdStart } from '../contract/early-boot.js';
import type { PhysAddr, AddressRange } from '@warmboot/address';
import { rangeAt, GiB } from '@warmboot/address';

/** Slots that a described machine can use: none where it cannot grow. */
export const usableSlots = ({ memorySize, maxMemory, slots }: ColdStart): number =>
  maxMemory === undefined || maxMemory <= memorySize ? 0 : slots;

/** Where a described machine may have memory devices: what it can grow by, and a GiB for each slot to align in (firmware-acpi N5). */
export const deviceWindow = (request: ColdStart, base: PhysAddr): AddressRange => {
  const { memorySize, maxMemory = memorySize } = request;
  return rangeAt(base, Math.max(0, maxMemory - memorySize) + usableSlots(request) * GiB);
};
