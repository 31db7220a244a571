import type { AddressRange } from '@warmboot/address';
import { isPowerOfTwo, rangeAt } from '@warmboot/address';
import type { VirtioMemDevice } from '@warmboot/core';
import { virtioMem } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import { FormatError } from '@warmboot/format';
import type { RecordedMemoryDevice, Trace } from './trace.js';

/** What the kernel called a device, by the region that it reserved for it; numbered in the order of the list otherwise. */
const kernelName = (iomem: string, region: AddressRange, index: number): string => {
  for (const { resource } of resources.preorder(resources.parseIomem(iomem).root, region)) {
    const same = resource.start === region.start && resource.end === region.end;
    if (same && /^virtio\d+$/.test(resource.name)) return resource.name;
  }
  return `virtio${index}`;
};

/**
 * The virtio-mem devices of a recording, as the boot found them: nothing requested, nothing plugged.
 * @throws FormatError for properties that no device can have
 */
export const recordedVirtioMem = ({ memory_devices, qemu }: Trace, iomem: string): VirtioMemDevice[] =>
  (memory_devices ?? [])
    .filter(({ type }) => type === 'virtio-mem')
    .map((device, index) => {
      const blockSize = sizeOfField(device, 'block-size');
      if (!isPowerOfTwo(blockSize)) throw fault('block-size', blockSize, 'a power of two');
      const region = rangeAt(sizeOfField(device, 'memaddr'), sizeOfField(device, 'max-size'));
      return virtioMem.device({
        id: device.id,
        name: kernelName(iomem, region, index),
        region,
        blockSize,
        node: device.node,
        // QEMU lets drivers plug two of the largest memory blocks of the architecture further than it asks for.
        usableSlack: qemu.machine.startsWith('virt') ? virtioMem.LARGE_USABLE_SLACK : virtioMem.USABLE_SLACK,
      });
    });

const sizeOfField = (device: RecordedMemoryDevice, name: 'block-size' | 'memaddr' | 'max-size'): number => {
  const value: unknown = device[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw fault(name, value, 'a number of bytes');
  }
  return value;
};

const fault = (name: string, found: unknown, allowed: string): FormatError =>
  new FormatError({
    format: 'trace',
    field: `memory_devices.${name}`,
    found: JSON.stringify(found) ?? 'missing',
    allowed,
  });
