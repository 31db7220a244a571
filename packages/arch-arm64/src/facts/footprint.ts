import type { KernelFootprint } from '@warmboot/core/plugin';
import { memoryMap } from '@warmboot/core/plugin';
import { KiB } from '@warmboot/address';

import { requireArm64Image } from './image.js';
import type { Layout } from './layout.js';

/** 31 pages of 4 KiB. */
const PER_CPU = 124 * KiB;

/**
 * Linux 6.1.192 of Debian 12 (6.1.0-57-arm64) as a capture kernel with one CPU on virt: image, per-CPU chunk and the lines
 * of /proc/meminfo when its first program starts (core 6.4).
 */
export const footprintOf = ({ pageSize }: Layout): KernelFootprint => ({
  measuredOn: 'Debian 12’s 6.1',
  imageSize: 32_669 * KiB,
  imageSizeOf: (kernel) => requireArm64Image(kernel).imageSize,
  perCpu: PER_CPU,
  atWork: [
    { name: 'Slab', bytes: 13_588 * KiB },
    { name: 'KernelStack', bytes: 704 * KiB },
    { name: 'other pages of the kernel', bytes: 4_284 * KiB },
  ],
  // RODATA_FULL_DEFAULT_ENABLED: all of memory is mapped by pages.
  linearMapTables: (bytes) => Math.ceil(bytes / memoryMap.hugePageSize(pageSize)) * pageSize,
});
