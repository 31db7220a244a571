import { MiB, rangeAt } from '@warmboot/address';
import type { Architecture } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { earlyBoot } from './early-boot.js';
import { imageFormat } from './image.js';
import {
  DMA_END,
  HUGE_PAGE_SIZE,
  INCREMENT,
  KEXEC_ARCH_S390,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
  READ_INFO_FILE,
  SECTION_SIZE,
  UNPACKED_AT,
} from './layout.js';
import { userSpaceLoader } from './placement.js';
import { mostStorage } from './read-info.js';

/** s390x, big-endian; kexec_load alone. */
export const architecture: Architecture = Object.freeze<Architecture>({
  name: 's390x',
  aliases: ['s390'],
  memory: {
    pageSize: PAGE_SIZE,
    pageblockSize: HUGE_PAGE_SIZE,
    sectionSize: SECTION_SIZE,
    physicalLimit: PHYSICAL_LIMIT,
    keepsMemblock: false,
    // memory_block_size_bytes(): the larger of a section and an increment
    blockSize: () => Math.max(SECTION_SIZE, INCREMENT),
    zones: () => [
      { name: 'DMA', end: DMA_END },
      { name: 'Normal', end: Infinity },
    ],
    // The identity mapping is made for what the machine may have. arch/s390/mm/vmem.c: arch_get_mappable_range
    hotplugRange: ({ files }) => {
      const info = files.get(READ_INFO_FILE);
      return info === undefined ? undefined : rangeAt(0, mostStorage(info));
    },
  },
  resourceNames: { classify: resources.classify, kernelSections: [], kernelBase: () => UNPACKED_AT },
  kexec: {
    archFlag: KEXEC_ARCH_S390,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: PAGE_SIZE,
    crashMemoryAlign: HUGE_PAGE_SIZE,
  },
  images: [imageFormat],
  userSpaceLoader,
  earlyBoot,
  notifiers: [],
  files: [{ path: READ_INFO_FILE, check: (bytes) => void mostStorage(bytes) }],
  referenceMachine: {
    firmwares: ['ipl'],
    cmdline: 'root=/dev/dasda1',
    kernel: {
      format: imageFormat.name,
      file_size: 7 * MiB,
      max_command_line_size: 4096,
      unpacked_size: 24 * MiB,
    },
    initrd: { fileSize: 2_345_678 },
    // kexec-tools has one for crash kernels alone.
    purgatory: { bufsz: 0, memsz: 0 },
    kernelPurgatory: undefined,
    deviceMemoryBase: ({ bootRam }) => bootRam.at(-1)?.end ?? 0,
  },
});
