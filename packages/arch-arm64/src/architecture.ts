import type { Architecture } from '@warmboot/core/plugin';
import { followingBuilds, kernelBuild, KERNEL_PROFILES } from '@warmboot/core/plugin';

import { parseDtb } from '@warmboot/devicetree';
import { bootLogReader } from './boot/boot-log.js';
import { builds } from './facts/builds.js';
import { crashKernelPlacerOf } from './boot/crashkernel.js';
import { earlyBootOf } from './boot/early-boot.js';
import { kernelPlaces } from './boot/kernel-places.js';
import { fileLoaderOf } from './load/file-load.js';
import { memoryGeometryOf, preventBootmemRemoveOf } from './facts/hotplug.js';
import { summariseHandover } from './handover/summarise.js';
import { footprintOf } from './facts/footprint.js';
import { imageFormat } from './facts/image.js';
import { kernelFiles } from './load/kernel-files.js';
import { FDT_FILE, KEXEC_ARCH_AARCH64, layoutOf } from './facts/layout.js';
import { versionFacts } from './facts/kernel-versions.js';
import { userSpaceLoaderOf } from './load/placement.js';
import { referenceMachineOf } from './facts/reference-machine.js';
import { kernelParameters } from './facts/kernel-parameters.js';
import { resourceNames } from './facts/resource-names.js';

const NAME = 'arm64';

/** KEXEC_CONTROL_PAGE_SIZE: 4 KiB whatever a page is, and no less than a page can be allocated. */
const CONTROL_PAGE_SIZE = 4096;

/** arm64 as one build has it. */
export const architectureOf = followingBuilds((build): Omit<Architecture, 'forBuild'> => {
  const layout = layoutOf(build);
  const { readsCrashSuffixes, removesMemory } = versionFacts(build.profile);
  return {
    name: NAME,
    aliases: ['aarch64'],
    memory: { ...memoryGeometryOf(layout), ...(removesMemory ? {} : { removesMemory: false }) },
    builds,
    resourceNames,
    kexec: {
      archFlag: KEXEC_ARCH_AARCH64,
      preserveContext: false,
      needsParkedCpus: true,
      destinationLimit: 2n ** 64n - 1n,
      controlPageSize: Math.max(CONTROL_PAGE_SIZE, layout.pageSize),
      // kexec_crash_size works in pages here.
      crashMemoryAlign: layout.pageSize,
    },
    footprint: footprintOf(layout),
    images: [imageFormat],
    kernelFiles,
    userSpaceLoader: userSpaceLoaderOf(layout),
    fileLoader: fileLoaderOf(layout),
    summariseHandover,
    earlyBoot: earlyBootOf(build),
    notifiers: [preventBootmemRemoveOf(layout)],
    files: [{ path: FDT_FILE, check: parseDtb }],
    bootLog: bootLogReader,
    crashKernel: crashKernelPlacerOf(layout, readsCrashSuffixes),
    ...(build.config.randomizeBase ? { kernelPlaces } : {}),
    parameters: kernelParameters,
    referenceMachine: referenceMachineOf(layout),
  };
});

/** The build that distributions ship, where nobody tells of another. */
const usualBuild = kernelBuild(
  { name: NAME, memory: { pageSize: 4096, keepsMemblock: true }, builds },
  [],
  KERNEL_PROFILES,
);

/** arm64 with pages of 4 KiB and 48 bits of virtual addresses, as Linux 6.1 and kexec-tools 2.0.25 treat it. */
export const architecture: Architecture = architectureOf(usualBuild);
