import type { Architecture } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { alignUp, MiB } from '@warmboot/address';
import { parseDtb } from '@warmboot/devicetree';
import { crashKernelPlacer } from './crashkernel.js';
import { earlyBoot } from './early-boot.js';
import { fileLoader } from './file-load.js';
import { imageFormat } from './image.js';
import {
  CONTROL_PAGE_SIZE,
  DEVICE_ALIGN,
  DMA_END,
  FDT_FILE,
  KEXEC_ARCH_PPC64,
  LIVE_TREE_FILE,
  LMB_SIZE,
  PAGEBLOCK_SIZE,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
  SECTION_SIZE,
} from './layout.js';
import { userSpaceLoader } from './placement.js';

/** ppc64le on pseries, with pages of 64 KiB and radix tables. */
export const architecture: Architecture = Object.freeze<Architecture>({
  name: 'ppc64le',
  aliases: ['powerpc64le'],
  memory: {
    pageSize: PAGE_SIZE,
    pageblockSize: PAGEBLOCK_SIZE,
    sectionSize: SECTION_SIZE,
    physicalLimit: PHYSICAL_LIMIT,
    keepsMemblock: true,
    blockSize: () => LMB_SIZE,
    zones: () => [
      { name: 'DMA', end: DMA_END },
      { name: 'Normal', end: Infinity },
    ],
    hotplugRange: () => ({ start: 0, end: PHYSICAL_LIMIT }),
  },
  resourceNames: {
    classify: resources.classify,
    // /proc/iomem shows memory, and nothing of the kernel in it.
    kernelSections: [],
    kernelBase: () => 0,
  },
  kexec: {
    archFlag: KEXEC_ARCH_PPC64,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: CONTROL_PAGE_SIZE,
    crashMemoryAlign: PAGE_SIZE,
  },
  images: [imageFormat],
  userSpaceLoader,
  fileLoader,
  earlyBoot,
  notifiers: [],
  files: [FDT_FILE, LIVE_TREE_FILE].map((path) => ({ path, check: (bytes) => void parseDtb(bytes) })),
  crashKernel: crashKernelPlacer,
  referenceMachine: {
    firmwares: ['slof'],
    cmdline: 'console=hvc0 panic=-1',
    kernel: { format: imageFormat.name, file_size: 48 * MiB, filesz: 44 * MiB, memsz: 47 * MiB },
    initrd: { fileSize: 3_456_789 },
    purgatory: { bufsz: 0x8000, memsz: 0xc000 },
    kernelPurgatory: { bufsz: 0x200, memsz: 0x200 },
    deviceMemoryBase: ({ bootRam }) => alignUp(bootRam.at(-1)?.end ?? 0, DEVICE_ALIGN),
  },
});
