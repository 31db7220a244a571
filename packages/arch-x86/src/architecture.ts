import type { Architecture } from '@warmboot/core';
import { KEXEC_UPDATE_ELFCOREHDR, PAGE_SIZE } from '@warmboot/core';
import { bootLogReader } from './boot-log.js';
import { crashKernelPlacer } from './crashkernel.js';
import { earlyBoot } from './early-boot.js';
import { fileLoader } from './file-load.js';
import { parseBootParams } from './formats/boot-params.js';
import { memoryGeometry, memoryNotifiers } from './hotplug.js';
import { summariseHandover } from './handover/summarise.js';
import { imageFormat } from './image.js';
import { kernelFiles } from './kernel-files.js';
import { BOOT_PARAMS_FILE, CRASH_ELFCOREHDR_SIZE, KEXEC_ARCH_X86_64, PHYSICAL_LIMIT } from './layout.js';
import { pageTablePages } from './page-tables.js';
import { userSpaceLoader } from './placement.js';
import { referenceMachine } from './reference-machine.js';
import { resourceNames } from './resource-names.js';

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
