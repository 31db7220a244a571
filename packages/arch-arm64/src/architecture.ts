import type { Architecture } from '@warmboot/core';
import { parseDtb } from '@warmboot/devicetree';
import { bootLogReader } from './boot/boot-log.js';
import { crashKernelPlacer } from './boot/crashkernel.js';
import { earlyBoot } from './boot/early-boot.js';
import { fileLoader } from './load/file-load.js';
import { memoryGeometry, preventBootmemRemove } from './facts/hotplug.js';
import { summariseHandover } from './handover/summarise.js';
import { imageFormat } from './facts/image.js';
import { kernelFiles } from './load/kernel-files.js';
import { FDT_FILE, KEXEC_ARCH_AARCH64 } from './facts/layout.js';
import { userSpaceLoader } from './load/placement.js';
import { referenceMachine } from './facts/reference-machine.js';
import { resourceNames } from './facts/resource-names.js';

/** arm64 with 4 KiB pages and 39-bit virtual addresses, as Linux 6.1 and kexec-tools 2.0.25 treat it. */
export const architecture: Architecture = Object.freeze({
  name: 'arm64',
  aliases: ['aarch64'],
  memory: memoryGeometry,
  resourceNames,
  kexec: {
    archFlag: KEXEC_ARCH_AARCH64,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: 4096,
    // kexec_crash_size works in pages here.
    crashMemoryAlign: 4096,
  },
  images: [imageFormat],
  kernelFiles,
  userSpaceLoader,
  fileLoader,
  summariseHandover,
  earlyBoot,
  notifiers: [preventBootmemRemove],
  files: [{ path: FDT_FILE, check: parseDtb }],
  bootLog: bootLogReader,
  crashKernel: crashKernelPlacer,
  referenceMachine,
});
