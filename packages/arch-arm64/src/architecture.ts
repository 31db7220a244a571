import type { Architecture } from '@warmboot/core';
import { parseDtb } from '@warmboot/devicetree';
import { bootLogReader } from './boot-log.js';
import { crashKernelPlacer } from './crashkernel.js';
import { earlyBoot } from './early-boot.js';
import { fileLoader } from './file-load.js';
import { memoryGeometry, preventBootmemRemove } from './hotplug.js';
import { summariseHandover } from './handover/summarise.js';
import { imageFormat } from './image.js';
import { kernelFiles } from './kernel-files.js';
import { FDT_FILE, KEXEC_ARCH_AARCH64 } from './layout.js';
import { userSpaceLoader } from './placement.js';
import { referenceMachine } from './reference-machine.js';
import { resourceNames } from './resource-names.js';

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
