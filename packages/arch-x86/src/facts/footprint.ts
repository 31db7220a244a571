import type { KernelFootprint } from '@warmboot/core/plugin';
import { memoryMap } from '@warmboot/core/plugin';
import { alignDown, GiB, KiB } from '@warmboot/address';

import { kernelNeeds, requireBzImage } from './image.js';
import { PAGE_SIZE } from './layout.js';
import { possibleEnd, SRAT_FILE } from './numa.js';

/**
 * The part of a bzImage's room (init_size) that the running kernel keeps, `_text` to `__bss_stop`: the rest is relocations,
 * the ELF file's own padding, and what `.brk` was not used for. Kernel: arch/x86/boot/header.S, ZO_INIT_SIZE
 */
const KEPT_OF_ROOM = 53_248 / 65_120;

/** Bytes that a kernel keeps of the room that it is given. */
export const keptOf = (room: number): number => alignDown(room * KEPT_OF_ROOM, PAGE_SIZE);

/**
 * Linux 6.1.192 of Debian 12 (6.1.0-57-amd64) as a capture kernel with one CPU on q35: image, per-CPU chunk and the lines
 * of /proc/meminfo when its first program starts (core 6.4).
 */
export const footprint: KernelFootprint = {
  measuredOn: 'Debian 12’s 6.1',
  imageSize: 53_248 * KiB,
  imageSizeOf: (kernel) => keptOf(kernelNeeds(requireBzImage(kernel)).size),
  perCpu: 62 * PAGE_SIZE,
  tablesReach: (files, cmdline) => possibleEnd(files.get(SRAT_FILE), cmdline, []),
  atWork: [
    { name: 'Slab', bytes: 14_604 * KiB },
    { name: 'KernelStack', bytes: 736 * KiB },
    { name: 'other pages of the kernel', bytes: 9_700 * KiB },
  ],
  // Mapped by huge pages: a table for each GiB, and those of the low memory that is mapped by pages.
  linearMapTables: (bytes) =>
    (Math.ceil(bytes / GiB) + Math.ceil((32 * 1024 * KiB) / memoryMap.hugePageSize(PAGE_SIZE))) * PAGE_SIZE,
};
