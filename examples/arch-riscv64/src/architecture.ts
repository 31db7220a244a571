import type { Architecture } from '@warmboot/core/plugin';
import { parseDtb } from '@warmboot/devicetree';
import { bootLogReaderOf } from './boot-log.js';
import { builds, ordinaryBuild, riscvBuild, type RiscvBuild } from './build.js';
import { earlyBootOf } from './early-boot.js';
import { elfFormat } from './elf.js';
import { fileLoaderOf } from './file-load.js';
import { memoryGeometryOf } from './hotplug.js';
import { imageFormat } from './image.js';
import { FDT_FILE, KEXEC_ARCH_RISCV, PAGE_SIZE } from './layout.js';
import { userSpaceLoader } from './placement.js';
import { prepareImage } from './prepare.js';
import { referenceMachine } from './reference-machine.js';
import { resourceNames } from './resource-names.js';

/** riscv64 as one build of Linux has it; kexec-tools is that of 2.0.32. */
const riscv64 = (build: RiscvBuild): Architecture =>
  Object.freeze({
    name: 'riscv64',
    aliases: ['rv64'],
    memory: memoryGeometryOf(build),
    builds,
    forBuild: (told) => riscv64(riscvBuild(told)),
    resourceNames,
    kexec: {
      archFlag: KEXEC_ARCH_RISCV,
      preserveContext: false,
      destinationLimit: 2n ** 64n - 1n,
      controlPageSize: PAGE_SIZE,
      crashMemoryAlign: PAGE_SIZE,
      prepare: prepareImage,
    },
    images: [elfFormat, imageFormat],
    userSpaceLoader,
    fileLoader: fileLoaderOf(build),
    earlyBoot: earlyBootOf(build),
    notifiers: [],
    files: [{ path: FDT_FILE, check: parseDtb }],
    bootLog: bootLogReaderOf(build),
    referenceMachine,
  } satisfies Architecture);

/** riscv64 with 4 KiB pages, until it is told of a build. */
export const architecture: Architecture = riscv64(ordinaryBuild);
