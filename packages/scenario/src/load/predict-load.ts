import type { AddressRange } from '@warmboot/address';
import { alignUp, GiB, hex, normalised, overlaps, sizeOf, subtract } from '@warmboot/address';
import type {
  BuildFact,
  ExecOutcome,
  Framework,
  HandoverSummary,
  Kernel,
  Machine,
  MemoryNeed,
  ToldFacts,
} from '@warmboot/core';
import { commandLine, platforms, security } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import { FormatError } from '@warmboot/format';
import type { MachineRecord } from '../capture/machine-record.js';
import { decisiveFacts } from '../facts/decisive-facts.js';
import { kernelFor } from '../facts/told.js';
import { describeRemark, remarksOn } from '../scenario/notes.js';
import type { VmcoreAccount } from '../scenario/vmcore-note.js';
import { holdInBrief } from '../scenario/refusal-note.js';
import { vmcoreAccount } from '../scenario/vmcore-note.js';
import type { LoadQuestion } from './load-question.js';
import type { EventPrediction, MemoryEvent } from './memory-events.js';
import { machineAfter, outcomeOf, possibleEvents } from './memory-events.js';
import { answerLoad, type LoadAnswer } from './plan-load.js';

/** A memory device that is plugged, and brought online as movable, before the load. */
export interface PluggedFirst {
  /** Bytes. */
  readonly size: number;
  /** Where the board would put it, where absent. */
  readonly at?: number;
}

/** How a load is looked at. */
export interface LoadOptions {
  readonly plug: readonly PluggedFirst[];
  /** Policies in force while the load is made. */
  readonly policies: readonly string[];
  /** Policies under which memory events are tried, one at a time. */
  readonly tried: readonly string[];
  /** What the user says of who may load and jump. */
  readonly security?: Partial<security.OfMachine>;
  /** What the user says of the running kernel, before what the record tells. */
  readonly said?: readonly ToldFacts[];
}

/** What the next kernel makes of its hand-over. */
export interface NextKernelView {
  readonly outcome: ExecOutcome;
  /** RAM that it knows of, ascending. */
  readonly ram: readonly AddressRange[];
  /** Memory devices, or parts of them, that answer and that it knows nothing of. */
  readonly unknown: readonly AddressRange[];
  /** Memory that a driver adds once it found its device again. */
  readonly driverRam?: readonly AddressRange[];
  /** The stretch of it that is there for the kernel's own image alone, beyond what its command line leaves it. */
  readonly ownImage?: AddressRange;
  /** Places of equal chance to which it may move itself; absent where it stays where it is loaded. */
  readonly places?: number;
  /** Of a capture kernel: what its dump has and lacks. */
  readonly vmcore?: VmcoreAccount;
  /** Of a capture kernel: whether a dump has memory that comes after the load; undefined where none can come. */
  readonly followsHotplug?: boolean;
  /** What it has of memory and needs, where the architecture can tell. */
  readonly need: MemoryNeed | undefined;
}

/** Everything that a load tells before anybody reboots. */
export interface LoadPrediction {
  readonly architecture: string;
  /** The running kernel, which answers. */
  readonly kernel: Kernel;
  /** The facts of its build that the answer hangs on. */
  readonly decisive: readonly BuildFact[];
  /** The machine before the load, with what was plugged first. */
  readonly before: Machine;
  readonly answer: LoadAnswer;
  readonly handover: HandoverSummary | undefined;
  readonly next: NextKernelView | undefined;
  readonly events: readonly EventPrediction[];
  /** Words of the running kernel's command line, and of the next one's, that are not modelled. */
  readonly remarks: LoadRemarks;
}

/** What has to be said of the words on two command lines; what both have is told of the running one. */
export interface LoadRemarks {
  readonly running: readonly commandLine.Remark[];
  readonly next: readonly commandLine.Remark[];
}

/**
 * Loads a kernel on a recorded machine, jumps, and tries what may happen to memory in between.
 * @throws FormatError for a record that is broken, or a device that cannot be plugged
 * @throws UnknownNameError for a policy or profile that is not registered
 */
export const predictLoad = (
  framework: Framework,
  record: MachineRecord,
  question: LoadQuestion,
  options: LoadOptions,
): LoadPrediction => {
  const { said = [] } = options;
  const under = (policies: readonly string[]) => {
    const kernel = kernelFor(framework, { architecture: record.arch, policies, said, record });
    const observed = security.onMachine(
      kernel.fromObservation(record.observe(kernel.architecture)),
      options.security,
      kernel.build.config,
    );
    const before = withPlugged(kernel, observed, options.plug);
    const facts = record.facts(kernel.architecture);
    return { kernel, before, answer: answerLoad(kernel, before, facts, question) };
  };
  const { kernel, before, answer } = under(options.policies);
  const { architecture } = kernel;
  const { image } = answer;
  const decisive = decisiveFacts(kernel, before, { loads: [{ image: question.image, path: answer.path }] });
  const remarks = remarksOf(kernel, before, answer);
  if (image === undefined) {
    return {
      architecture: architecture.name,
      kernel,
      decisive,
      before,
      answer,
      handover: undefined,
      next: undefined,
      events: [],
      remarks,
    };
  }
  const base = deviceBaseOf(kernel, before);
  const worlds = options.tried.map((policy) => ({
    policy,
    ...under([...new Set([...options.policies, policy])]),
  }));
  return {
    architecture: architecture.name,
    kernel,
    decisive,
    before,
    answer,
    remarks,
    handover: architecture.summariseHandover?.(
      image.segments,
      question.image === 'normal' ? before : undefined,
    ),
    next: nextKernel(kernel, answer.machine, question.image, base),
    events: possibleEvents(answer.machine, base).map((event) => ({
      event,
      ...mayStay(kernel, answer.machine, event),
      outcomes: worlds.map((world) => ({
        policy: world.policy,
        ...(world.answer.image === undefined
          ? { outcome: 'stopped' as const, reason: 'the load itself is refused' }
          : outcomeOf(world.kernel, world.answer.machine, event)),
      })),
    })),
  };
};

/** Memory that comes is refused by rules alone; what leaves may be by what the kernel has in it. */
const mayStay = (
  kernel: Kernel,
  loaded: Machine,
  { kind, range }: MemoryEvent,
): Pick<EventPrediction, 'mayStay'> => {
  const why = kind === 'plug' ? undefined : holdInBrief(kernel, loaded, range);
  return why === undefined ? {} : { mayStay: why };
};

const remarksOf = (kernel: Kernel, before: Machine, { cmdline }: LoadAnswer): LoadRemarks => {
  const running = remarksOn(kernel, before.kernel.cmdline);
  const known = new Set(running.map(describeRemark));
  return { running, next: remarksOn(kernel, cmdline).filter((remark) => !known.has(describeRemark(remark))) };
};

/** What a kernel leaves out of boot memory is firmware's or reserved; a device that it knows nothing of is lost to it. */
const hotAddedUnknown = ({ platform }: Machine, ram: readonly AddressRange[]): AddressRange[] =>
  subtract(platforms.installedRam({ ...platform, bootRam: [] }), ram);

const withPlugged = (kernel: Kernel, machine: Machine, plug: readonly PluggedFirst[]): Machine =>
  plug.reduce((before, { size, at }, index) => {
    const { platform } = before;
    const base = kernel.architecture.referenceMachine?.deviceMemoryBase(platform);
    const start = at ?? (base === undefined ? undefined : platforms.nextAddress(platform, base, size));
    if (start === undefined) throw unplugged(index, 'no place for it is known', 'SIZE@ADDRESS');
    const dimm = platforms.dimm(`dimm${index + 1}`, start, size, 0, platforms.nextSlot(platform));
    const added = kernel.apply<'dimm-add'>(before, { kind: 'dimm-add', dimm });
    if (!added.result.ok) {
      const next = base === undefined ? undefined : platforms.nextAddress(platform, base, size);
      throw unplugged(
        index,
        `refused (${added.result.reason})`,
        'memory that the machine can take',
        next === undefined ? undefined : `The next place that is free begins at ${hex(next)}.`,
      );
    }
    return kernel.apply<'online'>(added.machine, { kind: 'online', word: 'online_movable', blocks: 'all' })
      .machine;
  }, machine);

const unplugged = (index: number, found: string, allowed: string, advice?: string): FormatError =>
  new FormatError({ format: '--plug', field: `device ${index + 1}`, found, allowed, advice });

const nextKernel = (
  kernel: Kernel,
  loaded: Machine,
  image: LoadQuestion['image'],
  deviceBase: number | undefined,
): NextKernelView => {
  const { machine, result, events } =
    image === 'normal'
      ? kernel.apply<'kexec-exec'>(loaded, { kind: 'kexec-exec' })
      : kernel.apply<'crash'>(loaded, { kind: 'crash' });
  const need = events.find((event) => event.type === 'boot:memory')?.need;
  if (result.outcome !== 'booted') return { outcome: result, ram: [], unknown: [], need };
  const known = ramOf(machine);
  const places = placesOf(kernel, machine, known);
  const extra = ownImage(machine, known);
  // A kernel that moves itself does not stay beyond the limit of its command line.
  const own = places === undefined ? extra : undefined;
  const ram = extra === own ? known : subtract(known, extra === undefined ? [] : [extra]);
  // A capture kernel is not there for devices.
  const driverRam = image === 'normal' ? driverRamOf(machine) : [];
  const vmcore = image === 'crash' ? vmcoreAccount(loaded, machine) : undefined;
  const follows = image === 'crash' ? followsHotplug(kernel, loaded, deviceBase) : undefined;
  return {
    outcome: result,
    ram,
    unknown: hotAddedUnknown(machine, normalised([...ram, ...driverRam])),
    need,
    ...(driverRam.length === 0 ? {} : { driverRam }),
    ...(own === undefined ? {} : { ownImage: own }),
    ...(places === undefined ? {} : { places }),
    ...(vmcore === undefined ? {} : { vmcore }),
    ...(follows === undefined ? {} : { followsHotplug: follows }),
  };
};

const ramOf = ({ iomem }: Machine): AddressRange[] =>
  normalised(
    [...resources.preorder(iomem.root)].flatMap(({ resource: { name, start, end } }) =>
      name === resources.SYSTEM_RAM_NAME ? [{ start, end }] : [],
    ),
  );

/** Where a memory device would come: above what the board has, and above what drivers added. */
const deviceBaseOf = ({ architecture }: Kernel, machine: Machine): number | undefined => {
  const base = architecture.referenceMachine?.deviceMemoryBase(machine.platform);
  const end = driverRamOf(machine).at(-1)?.end ?? 0;
  return base === undefined ? undefined : Math.max(base, alignUp(end, GiB));
};

/** Memory that a driver of the next kernel adds once it found its device again: `System RAM (kmem)`. */
const driverRamOf = ({ iomem }: Machine): AddressRange[] =>
  normalised(
    [...resources.preorder(iomem.root)].flatMap(({ resource: { name, start, end } }) =>
      name.startsWith(`${resources.SYSTEM_RAM_NAME} (`) ? [{ start, end }] : [],
    ),
  );

/** From the first section of the kernel that runs to the last. */
const kernelIn = ({ iomem }: Machine): AddressRange | undefined => {
  const sections = [...resources.preorder(iomem.root)].flatMap(({ resource }) =>
    resource.name.startsWith('Kernel ') ? [resource] : [],
  );
  const [first, last] = [sections[0], sections.at(-1)];
  return first && last && { start: first.start, end: last.end };
};

/** How many places a kernel may move itself to, as the one before was built. */
const placesOf = (
  { architecture }: Kernel,
  machine: Machine,
  ram: readonly AddressRange[],
): number | undefined => {
  const image = kernelIn(machine);
  if (image === undefined) return undefined;
  const { cmdline } = machine.kernel;
  const outside = subtract(ram, commandLine.has(cmdline, 'mem') ? [image] : []);
  const question = { cmdline, ram: outside, image, files: machine.files, loadedAt: image.start };
  const runs = architecture.kernelPlaces?.(question)?.runs ?? [];
  return runs.length === 0 ? undefined : runs.reduce((sum, { count }) => sum + count, 0);
};

/** Room that a kernel may have around the sections that it names. Bytes. */
const AROUND_IMAGE = 32 * 0x10_0000;

/** A kernel is RAM wherever it lies; a limit that ends below it leaves it a stretch of its own. */
const ownImage = (machine: Machine, ram: readonly AddressRange[]): AddressRange | undefined => {
  const options = commandLine.options(machine.kernel.cmdline);
  const image = kernelIn(machine);
  if (
    image === undefined ||
    ram.length < 2 ||
    !options.some(({ name }) => name === 'mem' || name === 'memmap')
  ) {
    return undefined;
  }
  return ram.find(
    ({ start, end }) =>
      start <= image.start && image.end <= end && end - start <= sizeOf(image) + AROUND_IMAGE,
  );
};

/** Whether a DIMM that comes once the crash image is loaded would be in the dump. */
const followsHotplug = (
  kernel: Kernel,
  loaded: Machine,
  deviceBase: number | undefined,
): boolean | undefined => {
  const plug = possibleEvents(loaded, deviceBase).find(({ kind }) => kind === 'plug');
  const plugged = plug && machineAfter(kernel, loaded, plug);
  if (plug === undefined || plugged?.kexec.crash === undefined) return undefined;
  const { machine, result } = kernel.apply<'crash'>(plugged, { kind: 'crash' });
  const account = result.outcome === 'booted' ? vmcoreAccount(plugged, machine) : undefined;
  return account && !account.lacks.some((range) => overlaps(range, plug.range));
};
