import type {
  Architecture,
  KexecSegment,
  MemoryNotifier,
  UserSpaceLoader,
  WarmbootPlugin,
} from '@warmboot/core';
import { destinationOf, reserveGenericCrashKernel } from '@warmboot/core';
import { KiB, MiB, overlaps, rangeAt, TiB } from '@warmboot/address';
import { notify as notifyOf } from '@warmboot/core/plugin';
import { followingPageSize, pluginWith, slateWith } from '@warmboot/testing';

/** What is wrong, the plugin, and what the kit says to do. */
export type PageSizeFault = readonly [title: string, plugin: () => WarmbootPlugin, sentence: RegExp];

/** The size that somebody took for granted. */
const TAKEN = 4 * KiB;

/** Pages of 16 KiB and no others, with one fault. */
const faulty = (change: (sound: Architecture) => Partial<Architecture>): WarmbootPlugin => {
  const sound = slateWith(16 * KiB);
  return pluginWith(Object.freeze({ ...sound, ...change(sound) }));
};

/** Pages of every size, with one fault in all builds. */
const following = (change: (sound: Architecture) => Partial<Architecture>): WarmbootPlugin =>
  pluginWith(
    followingPageSize((pageSize) => {
      const sound = slateWith(pageSize);
      return { ...sound, ...change(sound) };
    }),
  );

/** What a loader of a kernel with 4 KiB pages would pass. */
const roundedTo4k = ({ load }: UserSpaceLoader): UserSpaceLoader => ({
  load: (machine, request) => {
    const sound = load(machine, request);
    if (!sound.ok) return sound;
    const segments = sound.segments.map((segment) => ({
      ...segment,
      memsz: ((segment.bufsz + BigInt(TAKEN) - 1n) / BigInt(TAKEN)) * BigInt(TAKEN),
    }));
    return { ...sound, segments };
  },
});

const notifier = (notify: MemoryNotifier['notify']): Partial<Architecture> => ({
  notifiers: [{ name: 'faulty', priority: 0, notify }],
});

/** Faults of architectures whose parts do not agree on one page size. */
export const PAGE_SIZE_FAULTS: readonly PageSizeFault[] = [
  [
    'a tool that rounds to pages of 4 KiB',
    () => faulty(({ userSpaceLoader }) => ({ userSpaceLoader: roundedTo4k(userSpaceLoader!) })),
    /the kernel segment at 0x\w+ has 0x801000 bytes: its ends are not whole pages/,
  ],
  [
    'a file loader that moves the hand-over by a page of 4 KiB',
    () =>
      faulty(({ fileLoader }) => ({
        fileLoader: {
          ...fileLoader!,
          load: (machine, request, buffers) => {
            const entry = fileLoader!.load(machine, request, buffers);
            const last: KexecSegment | undefined = buffers.segments.at(-1);
            if (last !== undefined) {
              buffers.replace(buffers.segments.length - 1, { ...last, mem: last.mem + TAKEN });
            }
            return entry;
          },
        },
      })),
    /kexec -s in linux-6\.1 is refused: .* place whole pages of the build; KexecBuffers does/,
  ],
  [
    'a notifier that takes pages for 4 KiB and keeps boot memory',
    () =>
      faulty(() =>
        notifier((transition, { event, startPfn }) => {
          const { blocks, blockSize } = transition.machine.memory;
          const early = blocks.get(Math.floor((startPfn * TAKEN) / blockSize))?.early === true;
          if (event !== 'MEM_GOING_OFFLINE' || !early) return notifyOf.OK;
          transition.say('warn', 'boot memory stays');
          return notifyOf.BAD;
        }),
      ),
    /notifier faulty answers by memory of boot in memory2, where the pages were if they had 4 KiB\. To mend it: read range/,
  ],
  [
    'a notifier that takes pages for 64 KiB and guards a loaded image',
    () =>
      faulty(() =>
        notifier((transition, { event, startPfn, nrPages }) => {
          const pages = rangeAt(startPfn * 64 * KiB, nrPages * 64 * KiB);
          const segments = transition.machine.kexec.normal?.segments ?? [];
          const hit = segments.some((segment) => overlaps(destinationOf(segment), pages));
          if (event !== 'MEM_GOING_OFFLINE' || !hit) return notifyOf.OK;
          transition.say('warn', 'in use');
          return notifyOf.BAD;
        }),
      ),
    /answers by a destination of a loaded image in memory8, where the pages were if they had 64 KiB/,
  ],
  [
    'an image that is aligned to less than a page',
    () =>
      faulty(({ images: [format] }) => ({
        images: [{ ...format!, needs: ({ fileSize }) => ({ size: fileSize, align: TAKEN }) }],
      })),
    /with pages of 16 KiB, the ordinary kernel needs an alignment of 4096 bytes/,
  ],
  [
    'a crash kernel of pages of 4 KiB',
    () =>
      faulty(({ crashKernel }) => ({
        crashKernel: {
          ...crashKernel!,
          place: (cmdline, { ram, free }) =>
            reserveGenericCrashKernel(cmdline, ram, free, {
              pageSize: TAKEN,
              align: MiB,
              lowMax: 2 ** 32,
              highMax: 64 * TiB,
              defaultLow: 128 * MiB,
            }),
        },
      })),
    /crashkernel=67108865 reserves 0x\w+-0x\w+\. To mend it: give reserveGenericCrashKernel the page size/,
  ],
  [
    'a next kernel that counts its memory in pages of 4 KiB',
    () =>
      faulty(({ earlyBoot }) => ({
        earlyBoot: {
          ...earlyBoot!,
          boot: (input) => {
            const outcome = earlyBoot!.boot(input);
            if (outcome.outcome !== 'booted' || input.segments.length === 1) return outcome;
            const ram = outcome.kernel.ram.map(({ start, end }) => ({
              start,
              end: start + ((end - start) / (16 * KiB)) * TAKEN,
            }));
            return { ...outcome, kernel: { ...outcome.kernel, ram } };
          },
        },
      })),
    /the next kernel has 0x10000000 bytes of memory, and the one before 0x40000000\. To mend it: count memory in bytes/,
  ],
  [
    'a list of page sizes without the usual one',
    () => faulty(() => ({ builds: { pageSizes: [64 * KiB], usual: () => ({}) } })),
    /memory\.pageSize is 16384, and builds\.pageSizes are 65536\. To mend it: let the architecture that is registered/,
  ],
  [
    'page sizes without a way to build with them',
    () => faulty(() => ({ builds: { pageSizes: [16 * KiB, 64 * KiB], usual: () => ({}) } })),
    /and there is no forBuild\. To mend it: give the architecture forBuild/,
  ],
  [
    'a build that does not follow its page size',
    () => {
      const one = slateWith(16 * KiB);
      const builds = { pageSizes: [16 * KiB, 64 * KiB], usual: () => ({}) };
      return pluginWith(Object.freeze({ ...one, builds, forBuild: () => one }));
    },
    /with pages of 64 KiB, memory\.pageSize is 16384\. To mend it: work sizes out from build\.pageSize/,
  ],
  [
    'blocks that stay as large as with 4 KiB',
    () =>
      following(({ memory }) => ({
        memory: { ...memory, sectionSize: 128 * MiB, blockSize: () => 128 * MiB },
      })),
    /with pages of 64 KiB, a pageblock has 0x20000000 bytes and a section 0x8000000/,
  ],
  [
    'a crash size in pages of 4 KiB',
    () => following(({ kexec }) => ({ kexec: { ...kexec, crashMemoryAlign: TAKEN } })),
    /with pages of 16 KiB, crashMemoryAlign is 0x1000/,
  ],
];
