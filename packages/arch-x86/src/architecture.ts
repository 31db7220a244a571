import type { Architecture } from '@warmboot/core';
import { KEXEC_UPDATE_ELFCOREHDR } from '@warmboot/core';
import { bootLogReader } from './boot/boot-log.js';
import { crashKernelPlacer } from './boot/crashkernel.js';
import { earlyBoot } from './boot/early-boot.js';
import { fileLoader } from './load/file-load.js';
import { parseBootParams } from './formats/boot-params.js';
import { memoryGeometry, memoryNotifiers } from './facts/hotplug.js';
import { summariseHandover } from './handover/summarise.js';
import { imageFormat } from './facts/image.js';
import { kernelFiles } from './load/kernel-files.js';
import {
  BOOT_PARAMS_FILE,
  CRASH_ELFCOREHDR_SIZE,
  KEXEC_ARCH_X86_64,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
} from './facts/layout.js';
import { pageTablePages } from './facts/page-tables.js';
import { userSpaceLoader } from './load/placement.js';
import { referenceMachine } from './facts/reference-machine.js';
import { resourceNames } from './facts/resource-names.js';

/** x86_64 with four levels of page tables, as Linux 6.1 and kexec-tools 2.0.25 treat it. */
export const architecture: Architecture = Object.freeze({
  name: 'x86_64',
  aliases: ['x86', 'amd64', 'x86-64'],
  memory: memoryGeometry,
  resourceNames,
  kexec: {
    archFlag: KEXEC_ARCH_X86_64,
    // CONFIG_KEXEC_JUMP needs hibernation, which small kernels leave out.
    preserveContext: false,
    crashHotplug: { elfcorehdrSize: CRASH_ELFCOREHDR_SIZE, toolFlag: KEXEC_UPDATE_ELFCOREHDR },
    destinationLimit: BigInt(PHYSICAL_LIMIT) - 1n,
    controlPageSize: 2 * PAGE_SIZE,
    pageTablePages,
    relocation: { page: 'exchange', absent: 'lost' } as const,
    crashMemoryAlign: PAGE_SIZE,
  },
  images: [imageFormat],
  kernelFiles,
  userSpaceLoader,
  fileLoader,
  summariseHandover,
  earlyBoot,
  notifiers: memoryNotifiers,
  files: [{ path: BOOT_PARAMS_FILE, check: parseBootParams }],
  bootLog: bootLogReader,
  crashKernel: crashKernelPlacer,
  referenceMachine,
});
