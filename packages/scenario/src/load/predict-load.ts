import type { AddressRange } from '@warmboot/address';
import { hex, normalised, subtract } from '@warmboot/address';
import type {
  BuildFact,
  ExecOutcome,
  Framework,
  HandoverSummary,
  Kernel,
  Machine,
  ToldFacts,
} from '@warmboot/core';
import { platforms } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';

import { FormatError } from '@warmboot/format';
import type { MachineRecord } from '../capture/machine-record.js';
import { decisiveFacts } from '../facts/decisive-facts.js';
import { kernelFor } from '../facts/told.js';
import type { LoadQuestion } from './load-question.js';
import { outcomeOf, possibleEvents, type EventPrediction } from './memory-events.js';
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
    const observed = kernel.fromObservation(record.observe(kernel.architecture));
    const before = withPlugged(kernel, observed, options.plug);
    const facts = record.facts(kernel.architecture);
    return { kernel, before, answer: answerLoad(kernel, before, facts, question) };
  };
  const { kernel, before, answer } = under(options.policies);
  const { architecture } = kernel;
  const { image } = answer;
  const decisive = decisiveFacts(kernel, before, { loads: [{ image: question.image, path: answer.path }] });
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
    };
  }
  const base = architecture.referenceMachine?.deviceMemoryBase(before.platform);
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
    handover: architecture.summariseHandover?.(image.segments),
    next: nextKernel(kernel, answer.machine, question.image),
    events: possibleEvents(answer.machine, base).map((event) => ({
      event,
      outcomes: worlds.map((world) => ({
        policy: world.policy,
        ...(world.answer.image === undefined
          ? { outcome: 'stopped' as const, reason: 'the load itself is refused' }
          : outcomeOf(world.kernel, world.answer.machine, event)),
      })),
    })),
  };
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

const nextKernel = (kernel: Kernel, loaded: Machine, image: LoadQuestion['image']): NextKernelView => {
  const { machine, result } =
    image === 'normal'
      ? kernel.apply<'kexec-exec'>(loaded, { kind: 'kexec-exec' })
      : kernel.apply<'crash'>(loaded, { kind: 'crash' });
  if (result.outcome !== 'booted') return { outcome: result, ram: [], unknown: [] };
  const ram = normalised(
    [...resources.preorder(machine.iomem.root)].flatMap(({ resource: { name, start, end } }) =>
      name.startsWith(resources.SYSTEM_RAM_NAME) ? [{ start, end }] : [],
    ),
  );
  return { outcome: result, ram, unknown: hotAddedUnknown(machine, ram) };
};
