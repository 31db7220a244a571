import type { LoadPath, LoadRequest, Machine } from '@warmboot/core';
import { addressNames } from '@warmboot/core';
import { alignDown, MiB } from '@warmboot/address';
import type { Check } from '../check/check.js';
import { calling, callingOnWhole, demand, isFormatError } from '../check/nonconformity.js';
import { portraitOf, textOf } from '../check/sameness.js';
import { checkEntry, checkKernel, checkSegments } from './segments.js';
import type { ArchitectureSubject, Started } from './subject.js';
import { kitRequest, memoryText } from './subject.js';

const TIER = '2. place it';
const NEVER_THROW =
  'return { ok: false, status, output } with what the tool prints: toolRun.run makes that of toolRun.GaveUp';

/** What is missing for kexec -c. */
export const lacksLoader = (subject: ArchitectureSubject): string | undefined =>
  subject.architecture.userSpaceLoader === undefined
    ? 'give the architecture a userSpaceLoader: what kexec -c does (toolRun.Load and toolRun.run do most of it)'
    : subject.lacksMachine;

/** What is missing for kexec -s. */
export const lacksFileLoader = (subject: ArchitectureSubject): string | undefined =>
  subject.architecture.fileLoader === undefined
    ? 'give the architecture a fileLoader: the kernel side of kexec -s (KexecBuffers does the search)'
    : subject.lacksMachine;

const toolLoad = (
  { kernel }: Started,
  machine: Machine,
  request: LoadRequest,
  call: typeof calling = callingOnWhole,
) =>
  call('userSpaceLoader.load', NEVER_THROW, () =>
    kernel.architecture.userSpaceLoader!.load(machine, request),
  );

const plain = ({
  kind,
  mem,
  memsz,
  bufsz,
}: {
  kind?: string | undefined;
  mem: bigint;
  memsz: bigint;
  bufsz: bigint;
}) => ({
  kind,
  mem: Number(mem),
  memsz: Number(memsz),
  bufsz: Number(bufsz),
});

const entryOf = ({ kernel }: Started, entry: bigint): number =>
  kernel.architecture.kexec.entryAddress?.(entry) ?? Number(entry);

/** A whole load through the model. */
export const loaded = (
  { kernel }: Started,
  machine: Machine,
  path: LoadPath,
  request: LoadRequest,
): { readonly machine: Machine; readonly status: number; readonly output: readonly string[] } => {
  const step = kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
  return { machine: step.machine, ...step.result };
};

/** kexec-tools' part. */
const toolChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'kexec_load places whole pages in System RAM that do not overlap',
    tier: TIER,
    missing: lacksLoader,
    run: (subject) => {
      const started = subject.start();
      const load = toolLoad(started, started.machine, kitRequest(started));
      demand(
        load.ok,
        `the ordinary kernel does not fit the ordinary machine: ${load.ok ? '' : load.output.join('; ')}`,
        `find room for it in a machine of ${memoryText(started.machine)}`,
      );
      const segments = load.segments.map(plain);
      checkSegments(started.machine, subject.architecture.memory.pageSize, segments);
      checkEntry(segments, entryOf(started, load.entry));
      checkKernel(segments, started.facts.kernel.fileSize);
    },
  },
  {
    name: 'kexec_load is accepted by the kernel',
    tier: TIER,
    missing: lacksLoader,
    run: (subject) => {
      const started = subject.start();
      const { status, output } = loaded(started, started.machine, 'kexec_load', kitRequest(started));
      demand(
        status === 0,
        `kexec -c ends with status ${status}: ${output.join('; ')}`,
        'pass segments that sanity_check_segment_list() takes: ascending, whole pages, below destinationLimit',
      );
    },
  },
  {
    name: 'kexec_load keeps to --mem-min and --mem-max, or refuses',
    tier: TIER,
    missing: lacksLoader,
    run: (subject) => {
      const started = subject.start();
      const { start, end } = addressNames.bootSpan(started.machine.platform);
      const middle = alignDown((start + end) / 2, MiB);
      for (const [memMin, memMax] of [
        [middle, end - 1],
        [start, middle - 1],
      ] as const) {
        const load = toolLoad(started, started.machine, kitRequest(started, { memMin, memMax }));
        if (!load.ok) continue;
        for (const { mem, memsz, kind = 'other' } of load.segments.map(plain)) {
          demand(
            mem >= memMin && mem + memsz - 1 <= memMax,
            `the ${kind} segment at 0x${mem.toString(16)} is outside --mem-min=0x${memMin.toString(16)} --mem-max=0x${memMax.toString(16)}`,
            'give the bounds of the request to toolRun.SegmentList',
          );
        }
      }
    },
  },
  {
    name: 'kexec_load without room is a refusal that says so',
    tier: TIER,
    missing: lacksLoader,
    run: (subject) => {
      const started = subject.start();
      const request = kitRequest(started, { memMin: 0, memMax: 0xfff });
      const load = toolLoad(started, started.machine, request);
      demand(
        !load.ok,
        'a load with --mem-max=0xfff finds room',
        'give the bounds of the request to toolRun.SegmentList',
      );
      demand(
        load.status !== 0 && load.output.some((line) => line.trim() !== ''),
        `it refuses with status ${load.status} and ${load.output.length} lines`,
        'give the exit status of the tool, and the lines that it prints',
      );
    },
  },
  {
    name: 'kexec_load on a machine without its files is a refusal',
    tier: TIER,
    missing: lacksLoader,
    run: (subject) => {
      const started = subject.start();
      const bare = { ...started.machine, files: new Map<string, Uint8Array>() };
      try {
        const load = toolLoad(started, bare, kitRequest(started), calling);
        demand(
          load.ok || load.output.some((line) => line.trim() !== ''),
          'it refuses without a line',
          'say which file the tool cannot read',
        );
      } catch (error) {
        if (!isFormatError(error)) throw error;
      }
    },
  },
  {
    name: 'kexec_load gives the same for the same machine, and leaves it alone',
    tier: TIER,
    missing: lacksLoader,
    run: (subject) => {
      const started = subject.start();
      const { kernel, machine } = started;
      const before = portraitOf(kernel, machine);
      const [first, second] = [1, 2].map(() => textOf(toolLoad(started, machine, kitRequest(started))));
      demand(
        first === second,
        'the second load of the same kernel differs from the first',
        'keep nothing between calls, and read no clock and no random number',
      );
      demand(
        portraitOf(kernel, machine) === before,
        'the machine is another after a load was prepared',
        'copy what you change: machines are values',
      );
    },
  },
];

/** The kernel's part. */
const fileLoadChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'kexec_file_load refuses what is no kernel, with ENOEXEC or EINVAL',
    tier: TIER,
    missing: lacksFileLoader,
    run: (subject) => {
      const { kernel, machine } = subject.start();
      const stranger = { format: 'no such format', fileSize: 4096 };
      const answer = calling(
        'fileLoader.probe(a kernel of another format)',
        "return refuse('ENOEXEC', reason)",
        () => kernel.architecture.fileLoader!.probe(machine, stranger),
      );
      demand(
        !answer.ok,
        'it takes a kernel of another format',
        "compare kernel.format with your format's name",
      );
      demand(
        ['ENOEXEC', 'EINVAL'].includes(answer.errno) && answer.reason.trim() !== '',
        `it refuses with ${answer.errno} and the reason "${answer.reason}"`,
        'use ENOEXEC or EINVAL, after which kexec -a falls back to kexec_load, and say why',
      );
    },
  },
  {
    name: 'kexec_file_load places whole pages in System RAM, in some version',
    tier: TIER,
    missing: lacksFileLoader,
    run: (subject) => {
      const { pageSize } = subject.architecture.memory;
      const refusals: string[] = [];
      let taken = 0;
      for (const profile of subject.profiles) {
        const started = subject.start(profile);
        const { machine, status, output } = callingOnWhole(
          `fileLoader in ${profile}`,
          'return a refusal with an errno; never throw',
          () => loaded(started, started.machine, 'kexec_file_load', kitRequest(started)),
        );
        const image = machine.kexec.normal;
        if (status !== 0 || image === undefined) {
          refusals.push(`${profile}: ${output.join('; ')}`);
          continue;
        }
        taken += 1;
        checkSegments(started.machine, pageSize, image.segments);
        checkEntry(image.segments, entryOf(started, image.entry));
        checkKernel(image.segments, started.facts.kernel.fileSize);
      }
      demand(
        taken > 0,
        `no version loads the ordinary kernel (${refusals.join('. ')})`,
        'place it, or leave fileLoader out of the architecture',
      );
    },
  },
  {
    name: 'kexec_file_load gives the same for the same machine, and leaves it alone',
    tier: TIER,
    missing: lacksFileLoader,
    run: (subject) => {
      for (const profile of subject.profiles) {
        const started = subject.start(profile);
        const { kernel, machine } = started;
        const before = portraitOf(kernel, machine);
        const [first, second] = [1, 2].map(() => {
          const after = loaded(started, machine, 'kexec_file_load', kitRequest(started));
          return textOf([after.status, after.output, after.machine.kexec.normal?.segments]);
        });
        demand(
          first === second,
          `the second load in ${profile} differs from the first`,
          'keep nothing between calls',
        );
        demand(
          portraitOf(kernel, machine) === before,
          `the machine is another after a load in ${profile}`,
          'copy what you change: machines are values',
        );
      }
    },
  },
];

/** Where segments go. */
export const placementChecks: readonly Check<ArchitectureSubject>[] = [...toolChecks, ...fileLoadChecks];
