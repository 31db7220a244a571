import type { Architecture } from '@warmboot/core';
import { GiB, hex, isAligned, isPowerOfTwo, MiB, rangeAt } from '@warmboot/address';
import { pageblockSize } from '@warmboot/core/plugin';
import type { Check } from '../check/check.js';
import { calling, callingOnWhole, demand } from '../check/nonconformity.js';
import { checkWhereTheyLook } from '../check/notified-pages.js';
import { lacksBoot, lacksWay } from './boot.js';
import { lacksFileLoader, lacksLoader, loaded } from './placement.js';
import { checkSegments } from './segments.js';
import type { ArchitectureSubject, Started } from './subject.js';
import { kitRequest, memoryText } from './subject.js';

/** The checks belong to the tiers whose parts they look at, so that nothing more is to be written for them. */
const LOAD = '0. load';
const PLACE = '2. place it';
const BOOT = '4. boot';
const HOTPLUG = '5. hotplug';

const sizeText = (bytes: number): string => `${bytes / 1024} KiB`;

/** Each build that there is by its page size: the architecture as the kernel model has it. */
function* builtBy(subject: ArchitectureSubject): Generator<readonly [pageSize: number, built: Architecture]> {
  for (const pageSize of subject.pageSizes) {
    const { architecture } = callingOnWhole(
      `forBuild with pages of ${sizeText(pageSize)}`,
      'return the architecture as that build has it',
      () => subject.kernel(undefined, pageSize),
    );
    yield [pageSize, architecture];
  }
}

/** The ordinary machine under each build; sizes of files that are no whole pages of any. */
function* startedBy(subject: ArchitectureSubject): Generator<readonly [pageSize: number, started: Started]> {
  for (const pageSize of subject.pageSizes) {
    const started = callingOnWhole(
      `a start of a kernel with pages of ${sizeText(pageSize)}`,
      'make coldStart and boot work with every page size of builds',
      () => subject.start(undefined, undefined, pageSize),
    );
    yield [pageSize, started];
  }
}

const oddInitrd = { fileSize: MiB + 1 };

/** Geometry and limits. */
const sizeChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'the usual page size is one of those that it can be built with',
    tier: LOAD,
    run: ({ architecture, pageSizes }) => {
      const { memory, builds, forBuild } = architecture;
      demand(
        pageSizes.length > 0 && pageSizes.every((size) => isPowerOfTwo(size) && size >= 4096),
        `builds.pageSizes are ${pageSizes.join(', ')}`,
        'list powers of two from 4096 on, in bytes',
      );
      demand(
        pageSizes.includes(memory.pageSize),
        `memory.pageSize is ${memory.pageSize}, and builds.pageSizes are ${pageSizes.join(', ')}`,
        'let the architecture that is registered be one of its builds',
      );
      demand(
        builds === undefined || pageSizes.length === 1 || forBuild !== undefined,
        `builds.pageSizes are ${pageSizes.join(', ')}, and there is no forBuild`,
        'give the architecture forBuild, which makes it as a build has it',
      );
    },
  },
  {
    name: 'forBuild makes the architecture of the build that it is given',
    tier: LOAD,
    run: (subject) => {
      const { architecture } = subject;
      const { pageSize: usual } = architecture.memory;
      for (const [pageSize, built] of builtBy(subject)) {
        demand(
          built.memory.pageSize === pageSize,
          `with pages of ${sizeText(pageSize)}, memory.pageSize is ${built.memory.pageSize}`,
          'work sizes out from build.pageSize in forBuild',
        );
        demand(
          built.name === architecture.name,
          `with pages of ${sizeText(pageSize)}, its name is "${built.name}"`,
          'keep the name: it is the same architecture',
        );
      }
      demand(
        architecture.memory.pageSize === usual,
        'the architecture that was registered has other pages after forBuild',
        'make a new architecture in forBuild, and leave the other alone',
      );
    },
  },
  {
    name: 'sections, pageblocks, blocks and limits are made of whole pages of every size',
    tier: LOAD,
    run: (subject) => {
      for (const [pageSize, { memory, kexec }] of builtBy(subject)) {
        const pages = `with pages of ${sizeText(pageSize)}`;
        const pageblock = pageblockSize(memory);
        demand(
          isAligned(pageblock, pageSize) && isAligned(memory.sectionSize, pageblock),
          `${pages}, a pageblock has ${hex(pageblock)} bytes and a section ${hex(memory.sectionSize)}`,
          'let pageblockSize and sectionSize follow the page size: pages divide pageblocks, and those divide sections',
        );
        const block = memory.blockSize({ bootRam: [rangeAt(0, GiB)], hypervisor: true });
        demand(
          isAligned(block, memory.sectionSize),
          `${pages}, a memory block has ${hex(block)} bytes, and a section ${hex(memory.sectionSize)}`,
          'return whole sections from blockSize',
        );
        const { crashMemoryAlign } = kexec;
        demand(
          isPowerOfTwo(crashMemoryAlign) && isAligned(crashMemoryAlign, pageSize),
          `${pages}, crashMemoryAlign is ${hex(crashMemoryAlign)}`,
          'use a power of two of whole pages of the build',
        );
      }
    },
  },
];

/** Where loads put things. */
const placementChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'what an image needs is aligned to pages of every size',
    tier: PLACE,
    missing: lacksLoader,
    run: (subject) => {
      for (const [pageSize, { kernel, facts }] of startedBy(subject)) {
        const format = kernel.architecture.images.find(({ name }) => name === facts.kernel.format);
        const needs = format?.needs?.(facts.kernel);
        demand(
          needs === undefined || (isPowerOfTwo(needs.align) && needs.align >= pageSize),
          `with pages of ${sizeText(pageSize)}, the ordinary kernel needs an alignment of ${needs?.align} bytes`,
          'let the alignment in needs be at least a page of the build',
        );
      }
    },
  },
  {
    name: 'kexec_load places whole pages of every size',
    tier: PLACE,
    missing: lacksLoader,
    run: (subject) => {
      for (const [pageSize, started] of startedBy(subject)) {
        const { kernel, machine } = started;
        const request = kitRequest(started, { initrd: oddInitrd });
        const load = calling('userSpaceLoader.load', 'return a refusal; never throw', () =>
          kernel.architecture.userSpaceLoader!.load(machine, request),
        );
        demand(
          load.ok,
          `with pages of ${sizeText(pageSize)}, the ordinary kernel does not fit the ordinary machine`,
          `find room for it in a machine of ${memoryText(machine)}`,
        );
        const segments = load.segments.map(({ kind, mem, memsz, bufsz }) => ({
          kind,
          mem: Number(mem),
          memsz: Number(memsz),
          bufsz: Number(bufsz),
        }));
        checkSegments(machine, pageSize, segments);
        const { status, output } = loaded(started, machine, 'kexec_load', request);
        demand(
          status === 0,
          `with pages of ${sizeText(pageSize)}, kexec -c ends with status ${status}: ${output.join('; ')}`,
          'pass segments that sanity_check_segment_list() takes: whole pages of the build',
        );
      }
    },
  },
  {
    name: 'kexec_file_load places whole pages of every size',
    tier: PLACE,
    missing: lacksFileLoader,
    run: (subject) => {
      for (const pageSize of subject.pageSizes) {
        for (const profile of subject.profiles) {
          const started = subject.start(profile, undefined, pageSize);
          const request = kitRequest(started, { initrd: oddInitrd });
          const { machine, output } = loaded(started, started.machine, 'kexec_file_load', request);
          const misplaced = output.find((line) => line.includes('Cannot assign requested address'));
          demand(
            misplaced === undefined,
            `with pages of ${sizeText(pageSize)}, kexec -s in ${profile} is refused: ${output.join('; ')}`,
            'place whole pages of the build; KexecBuffers does, and replace must keep them whole',
          );
          if (machine.kexec.normal === undefined) continue;
          checkSegments(started.machine, pageSize, machine.kexec.normal.segments);
        }
      }
    },
  },
  {
    name: 'crashkernel= by the rules that all architectures share reserves whole pages of every size',
    tier: PLACE,
    run: (subject) => {
      for (const [pageSize, { crashKernel }] of builtBy(subject)) {
        const ram = [rangeAt(GiB, 4 * GiB)];
        if (crashKernel === undefined) continue;
        const { region } = callingOnWhole('crashKernel.place', 'return what became of it', () =>
          crashKernel.place(`crashkernel=${64 * MiB + 1}`, { ram, free: ram }, 'generic'),
        );
        demand(
          region === undefined || (isAligned(region.start, pageSize) && isAligned(region.end, pageSize)),
          `with pages of ${sizeText(pageSize)}, crashkernel=${64 * MiB + 1} reserves ${hex(region?.start ?? 0)}-${hex(region?.end ?? 0)}`,
          'give reserveGenericCrashKernel the page size of the build',
        );
      }
    },
  },
];

/** Less of its memory than this share cannot be lost to a kernel that reads its hand-over rightly. */
const LEAST_KEPT = 3 / 4;

/** What runs, and what is told of pages. */
const runningChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'the next kernel has the memory of the one before, whatever the page size',
    tier: BOOT,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      for (const [pageSize, started] of startedBy(subject)) {
        const request = kitRequest(started, { initrd: oddInitrd });
        const { machine } = loaded(started, started.machine, 'kexec_load', request);
        if (machine.kexec.normal === undefined) continue;
        const step = started.kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });
        demand(
          step.result.outcome === 'booted',
          `with pages of ${sizeText(pageSize)}, kexec -e comes to ${step.result.outcome}`,
          'read in boot what the loader wrote, with the page size of the build',
        );
        const [before, after] = [machine, step.machine].map(({ memory }) =>
          memory.zones.reduce((sum, { present }) => sum + present * pageSize, 0),
        ) as [number, number];
        demand(
          after >= before * LEAST_KEPT && before >= after * LEAST_KEPT,
          `with pages of ${sizeText(pageSize)}, the next kernel has ${hex(after)} bytes of memory, and the one before ${hex(before)}`,
          'count memory in bytes, or in pages of the build',
        );
      }
    },
  },
  {
    name: 'notifiers look at the pages that they are told of, whatever the page size',
    tier: HOTPLUG,
    missing: (subject) => subject.lacksMachine,
    run: (subject) => {
      for (const [pageSize, { kernel, machine }] of startedBy(subject)) {
        checkWhereTheyLook(kernel.architecture, machine, pageSize);
      }
    },
  },
];

/** Whether everything that an architecture says and does agrees on one page size, for each build that there is. */
export const pageSizeChecks: readonly Check<ArchitectureSubject>[] = [
  ...sizeChecks,
  ...placementChecks,
  ...runningChecks,
];
