import type { Architecture, KernelBuild } from '@warmboot/core/plugin';
import { uapi } from '@warmboot/core/plugin';

import { bootLogReader } from './boot/boot-log.js';
import { crashKernelPlacer } from './boot/crashkernel.js';
import { earlyBoot } from './boot/early-boot.js';
import { coldStart } from './cold-start/cold-start.js';
import { fileLoader, fileLoaderOf } from './load/file-load.js';
import { builds } from './facts/builds.js';
import { parseBootParams } from './formats/boot-params.js';
import { memoryGeometry, memoryNotifiers } from './facts/hotplug.js';
import { summariseHandover } from './handover/summarise.js';
import { imageFormat } from './facts/image.js';
import { kernelFiles } from './load/kernel-files.js';
import {
  BOOT_PARAMS_FILE,
  CRASH_ELFCOREHDR_SIZE,
  FIRST_MIB,
  KEXEC_ARCH_X86_64,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
} from './facts/layout.js';
import { pageTablePages } from './facts/page-tables.js';
import { userSpaceLoader } from './load/placement.js';
import { referenceMachine } from './facts/reference-machine.js';
import { resourceNames } from './facts/resource-names.js';

/** CONFIG_CRASH_HOTPLUG and CONFIG_EFI_RUNTIME_MAP are choices; all other rules of a version are its profile's. */
const forBuild = ({ config }: KernelBuild): Architecture => {
  const { crashHotplug, ...kexec } = architecture.kexec;
  return {
    ...architecture,
    earlyBoot: { ...earlyBoot, coldStart: (request) => coldStart(request, config.efiRuntimeMap) },
    kexec: { ...kexec, ...(config.crashHotplug && crashHotplug ? { crashHotplug } : {}) },
    fileLoader: config.crashHotplug ? fileLoader : fileLoaderOf(false),
  };
};

/** x86_64 with four levels of page tables, as Linux and kexec-tools 2.0.25 treat it. */
export const architecture: Architecture = Object.freeze({
  name: 'x86_64',
  aliases: ['x86', 'amd64', 'x86-64'],
  memory: memoryGeometry,
  builds,
  forBuild,
  resourceNames,
  kexec: {
    archFlag: KEXEC_ARCH_X86_64,
    // CONFIG_KEXEC_JUMP needs hibernation, which small kernels leave out.
    preserveContext: false,
    crashHotplug: {
      elfcorehdrSize: CRASH_ELFCOREHDR_SIZE,
      toolFlag: uapi.KEXEC_UPDATE_ELFCOREHDR,
      leavesOut: [FIRST_MIB],
    },
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
