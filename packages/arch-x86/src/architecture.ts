import type { KernelConfig } from '@warmboot/core';
import type { Architecture } from '@warmboot/core/plugin';
import { followingBuilds, KERNEL_PROFILES, kernelBuild, uapi } from '@warmboot/core/plugin';

import { bootLogReader } from './boot/boot-log.js';
import { crashKernelPlacerOf } from './boot/crashkernel.js';
import { earlyBootOf } from './boot/early-boot.js';
import { kernelPlaces } from './boot/kernel-places.js';
import { fileLoaderOf } from './load/file-load.js';
import { builds } from './facts/builds.js';
import { parseBootParams } from './formats/boot-params.js';
import { memoryGeometryOf, memoryNotifiers } from './facts/hotplug.js';
import { versionFacts } from './facts/kernel-versions.js';
import { summariseHandover } from './handover/summarise.js';
import { footprint } from './facts/footprint.js';
import { imageFormat } from './facts/image.js';
import { kernelFiles } from './load/kernel-files.js';
import {
  BOOT_PARAMS_FILE,
  brkSize,
  crashHeaderRoom,
  FIRST_MIB,
  KEXEC_ARCH_X86_64,
  PAGE_SIZE,
  PHYSICAL_LIMIT,
} from './facts/layout.js';
import { pageTablePages } from './facts/page-tables.js';
import { userSpaceLoaderOf } from './load/placement.js';
import { referenceMachine } from './facts/reference-machine.js';
import { kernelParameters } from './facts/kernel-parameters.js';
import { resourceNames } from './facts/resource-names.js';

const NAME = 'x86_64';

/** CONFIG_CRASH_HOTPLUG: /sys/kernel/crash_elfcorehdr_size, and headers that follow. */
const crashHotplugOf = (config: KernelConfig): NonNullable<Architecture['kexec']['crashHotplug']> => ({
  elfcorehdrSize: crashHeaderRoom(config),
  toolFlag: uapi.KEXEC_UPDATE_ELFCOREHDR,
  leavesOut: [FIRST_MIB],
});

/** Linux 3.14 brought KASLR to x86. */
const isBeforeKaslr = (release: string | undefined): boolean => {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release ?? '') ?? [];
  return major !== undefined && (Number(major) < 3 || (Number(major) === 3 && Number(minor) < 14));
};

/** x86_64 as one build has it. */
export const architectureOf = followingBuilds(
  ({ config, release, profile }): Omit<Architecture, 'forBuild'> => ({
    name: NAME,
    aliases: ['x86', 'amd64', 'x86-64'],
    memory: memoryGeometryOf(versionFacts(profile)),
    builds,
    resourceNames,
    kexec: {
      archFlag: KEXEC_ARCH_X86_64,
      // CONFIG_KEXEC_JUMP needs hibernation, which small kernels leave out.
      preserveContext: false,
      ...(config.crashHotplug ? { crashHotplug: crashHotplugOf(config) } : {}),
      destinationLimit: BigInt(PHYSICAL_LIMIT) - 1n,
      controlPageSize: 2 * PAGE_SIZE,
      pageTablePages,
      relocation: { page: 'exchange', absent: 'lost' } as const,
      crashMemoryAlign: PAGE_SIZE,
    },
    footprint,
    images: [imageFormat],
    kernelFiles,
    userSpaceLoader: userSpaceLoaderOf(crashHeaderRoom(config), brkSize(config)),
    fileLoader: fileLoaderOf(config.crashHotplug ? crashHeaderRoom(config) : undefined, brkSize(config)),
    summariseHandover,
    earlyBoot: earlyBootOf(brkSize(config), config.efiRuntimeMap),
    notifiers: memoryNotifiers,
    files: [{ path: BOOT_PARAMS_FILE, check: parseBootParams }],
    bootLog: bootLogReader,
    crashKernel: crashKernelPlacerOf(profile),
    ...(config.randomizeBase && !isBeforeKaslr(release) ? { kernelPlaces } : {}),
    parameters: kernelParameters,
    referenceMachine,
  }),
);

/** The build that distributions ship, where nobody tells of another. */
const usualBuild = kernelBuild(
  { name: NAME, memory: { pageSize: PAGE_SIZE, keepsMemblock: false }, builds },
  [],
  KERNEL_PROFILES,
);

/** x86_64 with four levels of page tables, as Linux 6.1 and kexec-tools 2.0.25 treat it. */
export const architecture: Architecture = architectureOf(usualBuild);
