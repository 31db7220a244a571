import type { Architecture } from '@warmboot/core';
import { parseDtb } from '@warmboot/devicetree';
import { earlyBoot } from './early-boot.js';
import { fileLoader } from './file-load.js';
import { memoryGeometry } from './hotplug.js';
import { imageFormat } from './image.js';
import { FDT_FILE, KEXEC_ARCH_RISCV, PAGE_SIZE } from './layout.js';
import { userSpaceLoader } from './placement.js';
import { referenceMachine } from './reference-machine.js';
import { resourceNames } from './resource-names.js';

/** riscv64 with 4 KiB pages and 39-bit virtual addresses, as Linux and kexec-tools 2.0.29 treat it. */
export const architecture: Architecture = Object.freeze({
  name: 'riscv64',
  aliases: ['rv64'],
  memory: memoryGeometry,
  resourceNames,
  kexec: {
    archFlag: KEXEC_ARCH_RISCV,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: PAGE_SIZE,
    crashMemoryAlign: PAGE_SIZE,
  },
  images: [imageFormat],
  userSpaceLoader,
  fileLoader,
  earlyBoot,
  notifiers: [],
  files: [{ path: FDT_FILE, check: parseDtb }],
  referenceMachine,
});
