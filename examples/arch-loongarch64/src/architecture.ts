import type { Architecture } from '@warmboot/core/plugin';
import { alignUp, GiB, MiB } from '@warmboot/address';
import { EDK2_DESCRIPTOR_SIZE, parseMemoryMap } from '@warmboot/firmware-uefi';
import { crashKernelPlacer } from './crashkernel.js';
import { earlyBoot } from './early-boot.js';
import { imageFormat } from './image.js';
import {
  EFI_MEMORY_MAP_FILE,
  HIGH_RAM_BASE,
  HUGE_PAGE_SIZE,
  KEXEC_ARCH_LOONGARCH,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
  SECTION_SIZE,
  TEXT_OFFSET,
} from './layout.js';
import { userSpaceLoader } from './placement.js';
import { prepareImage } from './prepare.js';
import { resourceNames } from './resource-names.js';
import { summariseHandover } from './summarise.js';

/** loongarch64 with pages of 16 KiB; kexec_file_load is not there until Linux 6.18. */
export const architecture: Architecture = Object.freeze<Architecture>({
  name: 'loongarch64',
  aliases: ['loongarch'],
  memory: {
    pageSize: PAGE_SIZE,
    pageblockSize: HUGE_PAGE_SIZE,
    sectionSize: SECTION_SIZE,
    physicalLimit: PHYSICAL_LIMIT,
    keepsMemblock: true,
    blockSize: () => SECTION_SIZE,
    zones: () => [
      { name: 'DMA32', end: 4 * GiB },
      { name: 'Normal', end: Infinity },
    ],
    hotplugRange: () => ({ start: 0, end: PHYSICAL_LIMIT }),
  },
  resourceNames,
  kexec: {
    archFlag: KEXEC_ARCH_LOONGARCH,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: PAGE_SIZE,
    crashMemoryAlign: PAGE_SIZE,
    prepare: prepareImage,
  },
  images: [imageFormat],
  userSpaceLoader,
  summariseHandover,
  earlyBoot,
  notifiers: [],
  files: [
    {
      path: EFI_MEMORY_MAP_FILE,
      check: (bytes) => void parseMemoryMap(bytes, { descriptorSize: EDK2_DESCRIPTOR_SIZE }),
    },
  ],
  crashKernel: crashKernelPlacer,
  referenceMachine: {
    firmwares: ['efi'],
    cmdline: 'console=ttyS0,115200 panic=-1',
    kernel: {
      format: imageFormat.name,
      file_size: 30 * MiB,
      kernel_entry: TEXT_OFFSET + 0x1000,
      image_size: 34 * MiB,
      text_offset: TEXT_OFFSET,
    },
    initrd: { fileSize: 2_345_678 },
    // kexec-tools has no purgatory for LoongArch.
    purgatory: { bufsz: 0, memsz: 0 },
    kernelPurgatory: undefined,
    deviceMemoryBase: ({ bootRam }) => alignUp(bootRam.at(-1)?.end ?? HIGH_RAM_BASE, GiB),
  },
});
