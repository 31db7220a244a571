import type { ExecOutcome, HandoverInput, Machine } from '@warmboot/core';
import { covers, hex } from '@warmboot/address';
import { resources } from '@warmboot/core/plugin';
import type { Check } from '../check/check.js';
import { calling, callingOnWhole, demand, isFormatError } from '../check/nonconformity.js';
import { portraitOf, textOf } from '../check/sameness.js';
import { asciiOf } from '../check/samples.js';
import { loaded } from './placement.js';
import type { ArchitectureSubject, Started } from './subject.js';
import { KIT_CMDLINE, kitRequest } from './subject.js';

const HANDOVER = '3. hand over';
const BOOT = '4. boot';

/** What is missing for a kernel to start. */
export const lacksBoot = (subject: ArchitectureSubject): string | undefined =>
  subject.architecture.earlyBoot === undefined
    ? 'give the architecture earlyBoot: jump says whether the jump arrives, boot makes a memory map of the hand-over'
    : subject.lacksMachine;

const lacksColdStart = (subject: ArchitectureSubject): string | undefined => {
  const { earlyBoot, referenceMachine } = subject.architecture;
  if (earlyBoot === undefined) return lacksBoot(subject);
  if (referenceMachine === undefined) return subject.lacksMachine;
  return earlyBoot.coldStart === undefined
    ? 'give the architecture earlyBoot.coldStart, so that a machine starts by description'
    : undefined;
};

/** What is missing for anything to be handed over. */
export const lacksWay = (subject: ArchitectureSubject): string | undefined =>
  subject.architecture.userSpaceLoader === undefined
    ? 'give the architecture a userSpaceLoader, whose last segments carry the hand-over'
    : subject.lacksMachine;

/** The ordinary machine with the ordinary kernel loaded. */
const withImage = (
  subject: ArchitectureSubject,
): { readonly started: Started; readonly machine: Machine } => {
  const started = subject.start();
  const { machine, status, output } = loaded(started, started.machine, 'kexec_load', kitRequest(started));
  demand(
    status === 0,
    `kexec -c ends with status ${status}: ${output.join('; ')}`,
    'see the checks of tier 2 first',
  );
  demand(
    machine.kexec.normal?.segments.some(({ kind }) => kind === 'kernel') === true,
    'no segment is the kernel',
    "place the kernel as a segment of kind 'kernel'",
  );
  return { started, machine };
};

const inputFor = (started: Started, machine: Machine): HandoverInput => {
  const { kernel, segments, kept } = machine.kexec.normal!;
  return {
    platform: machine.platform,
    kernel: kernel ?? started.facts.kernel,
    kernelAt: segments.find(({ kind }) => kind === 'kernel')!.mem,
    sections: machine.kernel.sections,
    segments,
    ...(kept === undefined ? {} : { kept }),
    readMemory: (range) => machine.contents.read(range),
    files: machine.files,
  };
};

const DEAD = ['panic', 'hang', 'reset'];

const NO_THROW = "return { outcome: 'panic', reason }, or hang or reset: what the kernel would do";

/**
 * What early boot makes of its input, as text. One that finds its hand-over in registers, at a fixed place or inside the
 * kernel comes up without segments of it; what dies gives a reason.
 */
const endOf = ({ architecture }: ArchitectureSubject, input: HandoverInput): string => {
  try {
    const outcome = calling('earlyBoot.boot without a hand-over', NO_THROW, () =>
      architecture.earlyBoot!.boot(input),
    );
    demand(
      outcome.outcome === 'booted' || (DEAD.includes(outcome.outcome) && outcome.reason.trim() !== ''),
      `a kernel without a hand-over comes to ${textOf(outcome)}`,
      NO_THROW,
    );
    return textOf(outcome);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return error.message;
  }
};

/** As ASCII, or in 16 bits a character as firmware has it, in either order. */
const containsText = (bytes: Uint8Array, text: string): boolean =>
  [asciiOf(text), ...[0, 1].map((low) => wideOf(text, low))].some((wanted) =>
    bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte)),
  );

/** @param low which of the two bytes of a character is the low one */
const wideOf = (text: string, low: number): Uint8Array => {
  const wide = new Uint8Array(2 * text.length);
  asciiOf(text).forEach((byte, index) => (wide[2 * index + low] = byte));
  return wide;
};

const handoverChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'what is loaded carries the command line to the next kernel',
    former: ['a segment carries the command line to the next kernel'],
    tier: HANDOVER,
    missing: lacksWay,
    run: (subject) => {
      const { machine } = withImage(subject);
      // In a blob, inside the kernel, or where machine_kexec_prepare() put it.
      const { normal, fixedWrites = [] } = machine.kexec;
      const blobs = [...normal!.segments, ...fixedWrites].flatMap(({ bytes }) => bytes ?? []);
      demand(
        blobs.some((bytes) => containsText(bytes, KIT_CMDLINE)),
        `none of ${blobs.length} pieces with bytes holds "${KIT_CMDLINE}"`,
        "write the request's cmdline into what is handed over, and give its segment its bytes",
      );
    },
  },
  {
    name: 'the next kernel reads the command line that it was given',
    tier: HANDOVER,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      const { started, machine } = withImage(subject);
      const { result } = started.kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });
      demand(
        result.outcome === 'booted' && result.cmdline.includes(KIT_CMDLINE),
        `kexec -e comes to ${textOf(result)}`,
        'read in boot what the loader wrote: same segment kind, same place in the blob',
      );
    },
  },
];

const coldStartChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'a machine starts with each firmware',
    tier: BOOT,
    missing: lacksColdStart,
    run: (subject) => {
      for (const firmware of subject.architecture.referenceMachine!.firmwares) {
        const { machine } = callingOnWhole(
          `a start with firmware ${firmware}`,
          'make earlyBoot.boot read the hand-over that earlyBoot.coldStart makes',
          () => subject.start(undefined, firmware),
        );
        checkBooted(machine, subject);
      }
    },
  },
  {
    name: 'a machine that cannot be is refused',
    tier: BOOT,
    missing: lacksColdStart,
    run: (subject) => {
      const { kernel, facts } = subject.start();
      const remedy = "return refuse('EINVAL', reason)";
      const answer = calling('coldStart with firmware "no such firmware"', remedy, () =>
        kernel.powerOn({
          firmware: 'no such firmware',
          memorySize: 2 ** 30,
          maxMemory: undefined,
          slots: 0,
          cmdline: '',
          kernel: facts.kernel,
          initrd: undefined,
          hypervisor: true,
          nodes: [0],
        }),
      );
      demand(!answer.ok && answer.reason.trim() !== '', 'it starts with firmware "no such firmware"', remedy);
    },
  },
];

/** Whether a kernel shows that it is at an address; one that shows nothing of itself has to be in memory. */
const isShownAt = (
  { iomem }: Machine,
  { architecture: { resourceNames } }: ArchitectureSubject,
  at: number,
): boolean => {
  const lines = [...resources.preorder(iomem.root)].map(({ resource }) => resource);
  const { kernelSections } = resourceNames;
  if (kernelSections.length === 0)
    return lines.some(({ name, start, end }) => name === 'System RAM' && start <= at && at < end);
  return lines.some(({ name, start }) => kernelSections.includes(name) && start === at);
};

/** What holds of a machine that came up. */
const checkBooted = (machine: Machine, { architecture }: ArchitectureSubject): void => {
  const lines = [...resources.preorder(machine.iomem.root)].map(({ resource }) => resource);
  const ram = lines.filter(({ name }) => name === 'System RAM');
  demand(
    ram.length > 0,
    '/proc/iomem shows no System RAM',
    'put boot memory into iomem of the booted kernel',
  );
  for (const one of ram) {
    demand(
      machine.platform.bootRam.some((part) => covers(part, one)),
      `/proc/iomem shows System RAM at ${hex(one.start)}, where the machine has none`,
      'describe only memory of platform.bootRam',
    );
  }
  for (const section of architecture.resourceNames.kernelSections) {
    const line = lines.find(({ name }) => name === section);
    demand(
      line !== undefined && ram.some((one) => covers(one, line)),
      `/proc/iomem shows no "${section}" in System RAM`,
      'insert a resource for each section of the kernel, from kernelAt and sections',
    );
  }
  const online = [...machine.memory.blocks].filter(([, { state }]) => state === 'online').length;
  demand(online > 0, 'no memory block is online', 'give ram of the booted kernel: it decides the blocks');
};

const bootChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'kexec -l, kexec -e: the next kernel runs where it was put, or where it shows itself',
    former: ['kexec -l, kexec -e: the next kernel runs where it was put'],
    tier: BOOT,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      const { started, machine } = withImage(subject);
      const image = machine.kexec.normal!;
      const step = started.kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });
      const result: ExecOutcome = step.result;
      demand(
        result.outcome === 'booted',
        `it comes to ${textOf(result)}`,
        'read in boot what the loader wrote',
      );
      checkBooted(step.machine, subject);
      const reached = step.events.find(({ type }) => type === 'boot:reached');
      const at = image.segments.find(({ kind }) => kind === 'kernel')!.mem;
      const runsAt = reached?.type === 'boot:reached' ? reached.kernelAt : undefined;
      demand(
        runsAt === at || (runsAt !== undefined && isShownAt(step.machine, subject, runsAt)),
        `the kernel was put at ${hex(at)} and says that it runs at ${runsAt === undefined ? 'nowhere' : hex(runsAt)}`,
        'give kernelAt of the input back; of a kernel that moves itself, the place where its sections are',
      );
    },
  },
  {
    name: 'a kernel without the segments of its hand-over does not throw, and dies with a reason where it dies',
    former: ['a kernel without a hand-over dies with a reason'],
    tier: BOOT,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      const { started, machine } = withImage(subject);
      const input = inputFor(started, machine);
      const bare = { ...input, segments: input.segments.filter(({ kind }) => kind === 'kernel') };
      const ends = [bare, input, bare].map((given) => endOf(subject, given));
      demand(
        ends[0] === ends[2],
        'a kernel without a hand-over comes to another end after one that had one',
        'read in boot nothing but what its input holds, and keep nothing between calls',
      );
    },
  },
  {
    name: 'a kernel with a broken hand-over does not throw',
    tier: BOOT,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      const { started, machine } = withImage(subject);
      const input = inputFor(started, machine);
      for (const fill of [0, 0xff]) {
        const segments = input.segments.map((segment) =>
          segment.bytes === undefined || segment.kind === 'kernel'
            ? segment
            : { ...segment, bytes: new Uint8Array(segment.bytes.length).fill(fill) },
        );
        try {
          calling(
            `earlyBoot.boot of a hand-over of 0x${fill.toString(16)}`,
            `${NO_THROW}; a FormatError is taken for a hang`,
            () => subject.architecture.earlyBoot!.boot({ ...input, segments }),
          );
        } catch (error) {
          if (!isFormatError(error)) throw error;
        }
      }
    },
  },
  {
    name: 'boot gives the same for the same hand-over, and leaves the machine alone',
    tier: BOOT,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      const { started, machine } = withImage(subject);
      const before = portraitOf(started.kernel, machine);
      const [first, second] = [1, 2].map(() => {
        const step = started.kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' });
        return textOf([step.result, step.log, portraitOf(started.kernel, step.machine)]);
      });
      demand(first === second, 'the second jump differs from the first', 'keep nothing between calls');
      demand(
        portraitOf(started.kernel, machine) === before,
        'the machine before the jump is another after it',
        'copy what you change: machines are values',
      );
    },
  },
  {
    name: 'a jump to where nothing answers does not arrive, and says why',
    tier: BOOT,
    missing: (subject) => lacksWay(subject) ?? lacksBoot(subject),
    run: (subject) => {
      const { machine } = withImage(subject);
      const gone = { ...machine, platform: { ...machine.platform, bootRam: [], dimms: new Map() } };
      const image = machine.kexec.normal!;
      const outcome = calling('earlyBoot.jump', "return { outcome: 'hang', reason, address }", () =>
        subject.architecture.earlyBoot!.jump(gone, image),
      );
      demand(
        outcome.outcome !== 'arrived',
        `the jump arrives, though nothing answers at ${hex(image.segments[0]!.mem)}`,
        'look at every destination with firstAbsent(machine.platform, destinationOf(segment))',
      );
      demand(outcome.reason.trim() !== '', 'it gives no reason', 'say what faults, and where');
    },
  },
];

/** From the hand-over to a running kernel. */
export const bootingChecks: readonly Check<ArchitectureSubject>[] = [
  ...handoverChecks,
  ...coldStartChecks,
  ...bootChecks,
];
