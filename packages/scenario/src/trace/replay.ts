import type {
  ExecOutcome,
  Framework,
  Kernel,
  LoadFacts,
  LogLine,
  Machine,
  Observation,
  ToldFacts,
} from '@warmboot/core';
import { visible, platforms } from '@warmboot/core';
import { requireSize } from '@warmboot/address';
import { coreHeader } from '@warmboot/core/plugin';

import { FormatError } from '@warmboot/format';
import type { MachineRecord } from '../capture/machine-record.js';
import { buildRecord, type BuildRecord } from '../facts/build-record.js';
import { namedArchitecture } from '../facts/named-architecture.js';
import { kernelFor } from '../facts/told.js';
import { isOf } from '../capture/is-of.js';
import { kexecLoadArguments } from './load-arguments.js';
import type { Backends } from './qmp.js';
import { memoryDevices, qmpError, unplugEvents } from './qmp.js';
import { recordedCall, recordedFacts } from './recorded-arguments.js';
import { recordedKernelFiles } from './recorded-kernels.js';
import { asRecorded, hotplugOf, tracedMachine, virtioMemOf } from './recorded-machine.js';
import type { RecordersView } from './recorders-view.js';
import { asRecorderSees } from './recorders-view.js';
import type { PredictedSegment } from './segments.js';
import { predictedSegments, toBase64 } from './segments.js';
import { RecordedShell, syscallLine, writeError } from './shell.js';
import { withUnmovablePages } from './unmovable-pages.js';
import type { RecordedStep, Trace, TraceDirectory } from './trace.js';

/** What a replay says of one step, in the field names and text forms of recordings. */
export interface PredictedStep {
  readonly step: number;
  readonly action: string;
  /** The kernel that answers, on the first step. */
  readonly kernel?: BuildRecord;
  readonly result: Readonly<Record<string, unknown>> | null;
  /** For `kexec-load`: what the kernel accepted. */
  readonly segments?: readonly PredictedSegment[];
  /** Null where no machine is left to look at. */
  readonly observed: (RecordersView & { readonly dmesg: readonly string[] }) | null;
}

/** One step carried out: the machine after it and what was answered. */
interface Played {
  readonly machine: Machine;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly segments?: readonly PredictedSegment[];
  readonly log: readonly LogLine[];
}

/**
 * Predicts every step of a recording from its first observation, its files and its arguments. Nothing of the recorded
 * answers is read: a trace from which they were cut gives the same steps.
 * @param begin the machine to begin with, another record of one that the steps fit; the recording's own where absent
 * @param said what the user says of the kernel, before what the record tells
 * @throws FormatError
 */
export function* replayTrace(
  framework: Framework,
  directory: TraceDirectory,
  begin: MachineRecord = tracedMachine(directory),
  said: readonly ToldFacts[] = [],
): Generator<PredictedStep> {
  const { trace } = directory;
  const { kernel, machine: first, seen } = recordedStart(framework, directory, begin, said);
  const player = new TracePlayer(kernel, trace);
  const boot = trace.steps[0]?.observed;
  const look = (seen: Machine): RecordersView =>
    boot ? asRecorderSees(kernel.observe(seen), boot) : kernel.observe(seen);
  let machine = first;
  yield {
    step: 0,
    action: 'boot',
    kernel: buildRecord(kernel),
    result: null,
    observed: { ...look(machine), dmesg: seen.dmesg },
  };

  for (const [index, step] of trace.steps.entries()) {
    if (index === 0) continue;
    if (machine.halted !== undefined) {
      yield { step: index, action: step.action, result: null, observed: null };
      continue;
    }
    const played = player.play(machine, step, index);
    const isReset = played.machine.halted?.outcome === 'reset';
    machine = isReset ? coldBoot(kernel, first, played.machine) : played.machine;
    // The log ring goes with its kernel, so what the one before said cannot be read any more.
    const lines = played.log.filter(({ kernel: said }) => said === machine.kernel.generation);
    yield {
      step: index,
      action: step.action,
      // Whoever asks after a reset asks the first kernel again.
      result: isReset
        ? { ...played.result, cmdline: asRecorded(trace, first.kernel.cmdline).trim() }
        : played.result,
      ...(played.segments === undefined ? {} : { segments: played.segments }),
      observed: machine.halted === undefined ? { ...look(machine), dmesg: visible(lines) } : null,
    };
  }
}

/** A recorded machine before its first step, and the kernel that it runs. @throws FormatError */
export const recordedStart = (
  framework: Framework,
  directory: TraceDirectory,
  begin: MachineRecord = tracedMachine(directory),
  said: readonly ToldFacts[] = [],
): { readonly kernel: Kernel; readonly machine: Machine; readonly seen: Observation } => {
  const { trace } = directory;
  const architecture = namedArchitecture(framework, trace.arch, { format: 'trace.json', field: 'arch' });
  if (!isOf(begin, architecture)) {
    const allowed = `one of ${trace.arch}, like the recorded steps`;
    const field = 'the machine to begin with';
    throw new FormatError({ format: 'replay', field, found: `one of ${begin.arch}`, allowed });
  }
  const kernel = kernelFor(framework, {
    architecture: trace.arch,
    policies: trace.policy === 'none' ? [] : [trace.policy],
    said,
    record: begin,
  });
  const seen = begin.observe(kernel.architecture);
  return { kernel, machine: kernel.fromObservation({ ...seen, hardware: onHostOf(trace, seen) }), seen };
};

/** The host's side of the machine is an input of the recording; no guest sees all of it. */
const onHostOf = (trace: Trace, { hardware, iomem }: Observation): Observation['hardware'] => {
  const { virtioMem: _, ...others } = hardware;
  return { ...others, hotplug: hotplugOf(trace), ...virtioMemOf(trace, iomem) };
};

/** A reset runs the firmware again: the first kernel comes back, and finds the devices that are plugged by then. */
const coldBoot = (kernel: Kernel, first: Machine, dead: Machine): Machine => {
  let machine = first;
  for (const dimm of dead.platform.dimms.values()) {
    machine = kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm }).machine;
  }
  for (const { id, requested } of dead.platform.virtioMem?.values() ?? []) {
    machine = kernel.apply<'virtio-mem'>(machine, { kind: 'virtio-mem', id, requested }).machine;
  }
  return machine;
};

class TracePlayer {
  readonly #kernel: Kernel;
  readonly #trace: Trace;
  readonly #shell: RecordedShell;
  readonly #backends: Backends;
  #facts: LoadFacts;

  constructor(kernel: Kernel, trace: Trace) {
    this.#kernel = kernel;
    this.#trace = trace;
    this.#facts = recordedFacts(kernel.architecture, trace, 0);
    this.#shell = new RecordedShell(kernel, recordedKernelFiles(kernel.architecture, trace));
    this.#backends = new Map(trace.memory_devices?.map(({ id, memdev }) => [id, memdev]));
  }

  play(before: Machine, step: RecordedStep, index: number): Played {
    this.#facts = recordedFacts(this.#kernel.architecture, this.#trace, index);
    const machine = withUnmovablePages(before, step);
    switch (step.action) {
      case 'dimm-add':
        return this.#plug(machine, step);
      case 'dimm-del':
        return this.#unplug(machine, step);
      case 'virtio-mem':
        return this.#resize(machine, step);
      case 'online':
        return this.#online(machine, step);
      case 'block-state':
        return this.#blockState(machine, step);
      case 'kexec-load':
        return this.#load(machine, step);
      case 'raw-load':
        return this.#rawLoad(machine, step);
      case 'auto-online':
      case 'kexec-unload':
        return this.#command(machine, step, (out) => out);
      case 'raw':
        return this.#raw(machine, step);
      case 'kexec-exec':
        return execPlayed(this.#kernel.apply<'kexec-exec'>(machine, { kind: 'kexec-exec' }));
      case 'crash':
        return execPlayed(this.#kernel.apply<'crash'>(machine, { kind: 'crash' }));
      case 'vmcore-head':
        return { machine, result: vmcoreHead(machine), log: [] };
      default:
        // `settle`, or an action of a newer recorder: the machine stays as it is and nothing is claimed about it.
        return { machine, result: null, log: [] };
    }
  }

  #plug(machine: Machine, { id = '', size = 0, node, address, slot = 0 }: RecordedStep): Played {
    const { hotplug } = machine.platform;
    if (!hotplug.available || address === undefined) {
      const reason = hotplug.available ? 'the platform found no place for the device' : hotplug.reason;
      return {
        machine,
        result: { qmp: qmpError(reason), devices: memoryDevices(machine, this.#backends) },
        log: [],
      };
    }
    const dimm = platforms.dimm(id, requireSize(address, 'trace', 'address'), size, node ?? 0, slot);
    const step = this.#kernel.apply<'dimm-add'>(machine, { kind: 'dimm-add', dimm });
    // The host is told only of what the board refuses: a kernel that does not take the device says so in its log.
    const refused = step.result.ok || step.machine.platform.dimms.has(id) ? undefined : step.result.reason;
    return {
      machine: step.machine,
      result: {
        qmp: refused === undefined ? { return: {} } : qmpError(refused),
        devices: memoryDevices(step.machine, this.#backends),
      },
      log: step.log,
    };
  }

  #unplug(machine: Machine, { id = '' }: RecordedStep): Played {
    const dimm = machine.platform.dimms.get(id);
    const { machine: after, result, log } = this.#kernel.apply<'dimm-del'>(machine, { kind: 'dimm-del', id });
    if (dimm === undefined || !result.ok)
      return { machine: after, result: { removed: false, events: [] }, log };
    const { removed } = result.value;
    return { machine: after, result: { removed, events: unplugEvents(dimm, result.value) }, log };
  }

  /** QMP's qom-set of `requested-size`. A recording names the device only where there are several. */
  #resize(machine: Machine, { id, requested = 0 }: RecordedStep): Played {
    const device = id ?? [...(machine.platform.virtioMem?.keys() ?? [])][0] ?? '';
    const action = { kind: 'virtio-mem', id: device, requested } as const;
    const { machine: after, result, log } = this.#kernel.apply<'virtio-mem'>(machine, action);
    const qmp = result.ok ? { return: {} } : qmpError(result.reason);
    return { machine: after, result: { qmp, devices: memoryDevices(after, this.#backends) }, log };
  }

  #online(machine: Machine, { kind = 'online', blocks = 'all' }: RecordedStep): Played {
    const step = this.#kernel.apply<'online'>(machine, {
      kind: 'online',
      word: kind as 'online' | 'online_kernel' | 'online_movable',
      blocks,
    });
    const written = step.result.ok ? step.result.value : [];
    const out = written.map(({ block, result }) =>
      result.ok ? `memory${block} 0\n` : `${writeError(result.errno)}\nmemory${block} 1\n`,
    );
    return { machine: step.machine, result: { out: out.join('') }, log: step.log };
  }

  #blockState(machine: Machine, { block = 0, state = '' }: RecordedStep): Played {
    const step = this.#kernel.apply<'block-state'>(machine, { kind: 'block-state', block, word: state });
    // A block that is not there has no file: what a shell says of that is its own matter, and recorders drop it.
    const isThere = machine.memory.blocks.has(block);
    const result = step.result.ok
      ? { rc: 0, out: '' }
      : { rc: 1, out: isThere ? writeError(step.result.errno) : '' };
    return { machine: step.machine, result, log: step.log };
  }

  #load(machine: Machine, step: RecordedStep): Played {
    const { path, request } = kexecLoadArguments(machine, this.#facts, step);
    const played = this.#kernel.apply<'kexec-load'>(machine, { kind: 'kexec-load', path, request });
    const { status, output } = played.result;
    const image = status === 0 ? played.machine.kexec[request.type] : undefined;
    return {
      machine: played.machine,
      result: { rc: status, out: output.map((line) => `${line}\n`).join('') },
      segments: predictedSegments(image?.segments ?? []),
      log: played.log,
    };
  }

  /** Either one recorded command, or a table of system calls after each of which both loaded files were read. */
  #rawLoad(machine: Machine, step: RecordedStep): Played {
    if (step.command !== undefined) return this.#command(machine, step, (out) => out);
    const call = recordedCall(step);
    const played = this.#kernel.apply<'raw-load'>(machine, { kind: 'raw-load', call });
    const { sys } = this.#kernel.observe(played.machine);
    const loaded = [sys['/sys/kernel/kexec_loaded']!, sys['/sys/kernel/kexec_crash_loaded']!];
    return {
      machine: played.machine,
      result: { out: [syscallLine(played.result), ...loaded, ''] },
      log: played.log,
    };
  }

  /**
   * One recorded command. Where recorders make a table of system calls, each command stands by itself; where one call by
   * files is all that a story makes, they read after it whether an image is loaded.
   */
  #raw(machine: Machine, step: RecordedStep): Played {
    const played = this.#command(machine, step, (out) => out.split('\n'));
    const inTable = this.#trace.steps.some(
      ({ action, case: row }) => action === 'raw-load' && row !== undefined,
    );
    if (inTable || !step.command?.startsWith('kfile ')) return played;
    const { out } = played.result as { readonly out: readonly string[] };
    const loaded = this.#kernel.observe(played.machine).sys['/sys/kernel/kexec_loaded']!;
    return { ...played, result: { rc: 0, out: [...out.slice(0, -1), loaded, ''] } };
  }

  #command(
    machine: Machine,
    { command = '' }: RecordedStep,
    shape: (out: string) => string | string[],
  ): Played {
    const { machine: after, rc, out, log } = this.#shell.run(machine, command, this.#facts);
    return { machine: after, result: { rc, out: shape(out) }, log };
  }
}

/** `dd if=/proc/vmcore bs=4096 count=2 | base64`: the headers, then notes whose text nobody can predict. */
const vmcoreHead = ({ files }: Machine): { readonly rc: number; readonly out: string } => {
  const headers = files.get(coreHeader.VMCORE_FILE);
  return { rc: 0, out: headers === undefined ? '' : toBase64(headers) };
};

/** Outcomes in the words of recordings: `kexec -e` answers, the console and QMP tell the rest. */
const execPlayed = ({
  machine,
  result,
  log,
}: {
  readonly machine: Machine;
  readonly result: ExecOutcome;
  readonly log: readonly LogLine[];
}): Played => {
  if (result.outcome === 'booted') {
    return { machine, result: { outcome: 'booted', cmdline: result.cmdline }, log };
  }
  return { machine, result: { outcome: result.outcome, events: [], reason: result.reason }, log };
};
