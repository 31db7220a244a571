import type { Framework } from '@warmboot/core';
import type { RecordedStep, Scenario, Trace, TraceDirectory } from '@warmboot/scenario';
import { machineByDescription, recordedStart } from '@warmboot/scenario';
import { readFileSync } from 'node:fs';
import { boardOf } from '../board/boards.js';
import type { GuestTools } from '../cache/guest-tools.js';
import type { GuestKernel } from '../cache/stock-kernels.js';
import { SpoiltRunError } from '../failure/lab-error.js';
import { Guest } from '../guest/guest.js';
import { guestArchives } from '../initramfs/guest-archives.js';
import { purgatorySize } from '../initramfs/purgatory-size.js';
import { KernelMemory } from '../memory/kernel-memory.js';
import { IMAGE_SYMBOLS, ImageReader } from '../memory/loaded-image.js';
import { KernelLog } from '../observe/kernel-log.js';
import { observe } from '../observe/observe.js';
import { outOfReach, playVerb } from '../steps/play-verb.js';
import { hexText, Stage, UnknownMemoryError } from '../steps/stage.js';
import type { DoneAction } from '../steps/step.js';
import { crashNotes, firmwareFiles, runtimeMap } from './boot-record.js';
import type { MachineWishes } from './guest-machine.js';
import { guestMachine, needsModules } from './guest-machine.js';
import { kernelOptions, recordedConfig, requireAbilities } from './kernel-facts.js';
import { unmovablePages } from './unmovable.js';

/** What is recorded. */
export interface RecordRequest extends MachineWishes {
  readonly scenario: Scenario;
  /** The architecture, as the model names it. */
  readonly architecture: string;
  readonly kernel: GuestKernel;
  readonly tools: GuestTools;
  /** What the kernel is said to be: a policy, or `none`. */
  readonly policy: string;
}

/** What came of a step of the story on the real machine. */
export interface PlayedStep {
  /** One-based, as people count. */
  readonly number: number;
  /** Numbers of the trace's steps that it became. */
  readonly actions: readonly number[];
  /** Why it was not played. */
  readonly skipped?: string;
  /** What a kernel panicked of that nobody asked to. */
  readonly panic?: string;
}

/** A recorded story. */
export interface Recording {
  readonly directory: TraceDirectory;
  readonly steps: readonly PlayedStep[];
}

/** Who watches a recording. */
export interface RecordWatcher {
  /**
   * What the recorder is about.
   * @param what in a few words: `booting`, `step 3`
   */
  at?(what: string): void;
  /** A run said nothing, and is repeated. */
  spoilt?(reason: string): void;
}

/** How often a run that emulation spoilt is repeated. */
const ATTEMPTS = 3;

const POOL_READY = 'random: crng init done';
const SYMBOLS = [...IMAGE_SYMBOLS, 'kexec_purgatory', 'kexec_purgatory_size'];

/**
 * Plays a story on a real kernel and records what it does.
 * @throws LabError for a guest that does not come up, or goes silent
 */
export const record = async (
  framework: Framework,
  request: RecordRequest,
  watcher: RecordWatcher = {},
): Promise<Recording> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordOnce(framework, request, watcher);
    } catch (error) {
      if (!(error instanceof SpoiltRunError) || attempt === ATTEMPTS) throw error;
      watcher.spoilt?.(error.message.split('\n')[0]!);
    }
  }
};

const recordOnce = async (
  framework: Framework,
  request: RecordRequest,
  watcher: RecordWatcher,
): Promise<Recording> => {
  const { scenario, kernel, tools } = request;
  const board = boardOf(request.architecture);
  const description = machineByDescription(scenario, request.architecture);
  const { machine, cmdline } = guestMachine(board, scenario, description, request);
  const archives = guestArchives({
    tools: tools.files,
    kernel: kernel.image,
    modules: needsModules(scenario) ? kernel.modules : undefined,
  });
  watcher.at?.('booting');
  const guest = await Guest.boot(machine, { kernel: kernel.image, initrd: archives.first, cmdline });
  try {
    const recorder = new Recorder(framework, request, guest, archives.next.length);
    await recorder.begin(
      {
        machine: machine.machineType ?? board.machineType(machine.firmware),
        memory: machine.memory,
        extra: machine.extra,
      },
      machine.firmware,
    );
    return await recorder.play(watcher);
  } finally {
    await guest.close();
  }
};

class Recorder {
  readonly #framework: Framework;
  readonly #request: RecordRequest;
  readonly #guest: Guest;
  readonly #log: KernelLog;
  readonly #initrdSize: number;
  readonly #files = new Map<string, Uint8Array>();
  readonly #steps: RecordedStep[] = [];
  #head!: Omit<Trace, 'steps'>;
  #stage!: Stage;

  constructor(framework: Framework, request: RecordRequest, guest: Guest, initrdSize: number) {
    this.#framework = framework;
    this.#request = request;
    this.#guest = guest;
    this.#log = new KernelLog(guest);
    this.#initrdSize = initrdSize;
  }

  /** Looks at the machine before anything is done to it. */
  async begin(qemu: Trace['qemu'], firmware: string): Promise<void> {
    const guest = this.#guest;
    await requireAbilities(guest);
    const { architecture: name, scenario, kernel, tools, policy } = this.#request;
    const architecture = this.#framework.architectures.get(name);
    const board = boardOf(name);
    const memory = await KernelMemory.open(guest, SYMBOLS);
    const options = await kernelOptions(guest, kernel);
    const config = recordedConfig(architecture, memory, options);
    const pageSize = config.PAGE_SIZE ?? architecture.memory.pageSize;
    const image = readFileSync(kernel.image);
    const kexec = tools.files.find(({ path }) => path.endsWith('/kexec'))!;
    const runtime = await runtimeMap(guest);
    const devices = await guest.qmp.ask('query-memory-devices');
    const kernelPurgatory = await ownPurgatory(memory, pageSize);
    const text = async (command: string): Promise<string> => (await guest.sh(command)).out.trim();
    this.#head = {
      name: scenario.name,
      arch: name,
      firmware,
      qemu,
      policy,
      policy_option: '',
      kernel: await text('uname -srm'),
      cmdline: await text('cat /proc/cmdline'),
      config,
      kernel_image: board.kernelRecord(image),
      initrd: { file_size: this.#initrdSize },
      tools: {
        'kexec-tools': tools.kexecTools,
        purgatory: sizesInHex(purgatorySize(readFileSync(kexec.source), pageSize, 'tool')),
        ...(kernelPurgatory === undefined ? {} : { kernel_purgatory: sizesInHex(kernelPurgatory) }),
      },
      crash_notes: await crashNotes(guest),
      vmcoreinfo: await text('cat /sys/kernel/vmcoreinfo'),
      ...(runtime.length === 0 ? {} : { efi_runtime_map: runtime }),
      ...virtioMemDevices(devices),
    };
    for (const [file, bytes] of await firmwareFiles(guest, board)) this.#files.set(file, bytes);
    const observed = await observe(guest, this.#log);
    this.#steps.push({ action: 'boot', observed });
    const { machine } = recordedStart(this.#framework, this.#directory());
    this.#stage = new Stage(
      {
        guest,
        board,
        blockSize: Number.parseInt(observed.sys['/sys/devices/system/memory/block_size_bytes'] ?? '0', 16),
        bootRam: machine.platform.bootRam,
        initrdSize: this.#initrdSize,
        archFlag: architecture.kexec.archFlag,
        takesDimms: options && options.get('ACPI_HOTPLUG_MEMORY') === 'y',
      },
      await ImageReader.open(memory, pageSize),
    );
    this.#noteLog(observed.dmesg);
  }

  /** Plays the story, and looks at the machine after each action. */
  async play(watcher: RecordWatcher): Promise<Recording> {
    const { scenario, architecture } = this.#request;
    const played: PlayedStep[] = [];
    let over: string | undefined;
    for (const [index, { verb, only }] of scenario.steps.entries()) {
      const number = index + 1;
      const notHere =
        only !== undefined && !only.includes(architecture) ? `not on ${architecture}` : undefined;
      const skipped = notHere ?? over ?? outOfReach(verb);
      if (skipped !== undefined) {
        played.push({ number, actions: [], skipped });
        continue;
      }
      watcher.at?.(`step ${number} of ${scenario.steps.length}`);
      const actions: number[] = [];
      let panic: string | undefined;
      try {
        for await (const done of playVerb(verb, this.#stage)) {
          actions.push(this.#steps.length);
          over = await this.#write(done);
          panic ??= done.panic;
        }
        played.push({ number, actions, ...(panic === undefined ? {} : { panic }) });
      } catch (error) {
        if (!(error instanceof UnknownMemoryError)) throw error;
        played.push({ number, actions, skipped: error.message });
      }
    }
    return { directory: this.#directory(), steps: played };
  }

  #directory(): TraceDirectory {
    return { trace: { ...this.#head, steps: this.#steps }, files: this.#files };
  }

  /** @returns why nothing more can be played, where that is so */
  async #write({
    arguments: args,
    result,
    segments,
    image,
    outcome,
  }: DoneAction): Promise<string | undefined> {
    const index = this.#steps.length;
    const dead = outcome !== undefined && outcome !== 'booted' && outcome !== 'refused';
    if (outcome === 'booted') await this.#nextKernel();
    const observed = dead ? undefined : await observe(this.#guest, this.#log);
    const { blockSize } = this.#stage.facts;
    const pageSize = this.#head.config?.PAGE_SIZE ?? 4096;
    const unmovable = observed && unmovablePages(args.action, observed.dmesg, blockSize / pageSize);
    this.#steps.push({
      ...args,
      result: result as RecordedStep['result'] & object,
      ...(segments === undefined
        ? {}
        : {
            segments: segments.map(({ bytes, ...segment }, number) => {
              if (bytes === undefined) return segment;
              const file = `seg-${index}-${number}.bin`;
              this.#files.set(file, bytes);
              return { ...segment, file };
            }),
          }),
      ...(image === undefined ? {} : { image }),
      ...(unmovable === undefined ? {} : { unmovable_pfns: unmovable }),
      ...(observed === undefined ? {} : { observed }),
    });
    if (observed !== undefined) this.#noteLog(observed.dmesg);
    return dead ? 'the machine is dead' : undefined;
  }

  /** Another kernel runs: it has a log, and places, of its own. */
  async #nextKernel(): Promise<void> {
    this.#log.restart();
    this.#stage.randomReady = false;
    const memory = await KernelMemory.open(this.#guest, SYMBOLS);
    const architecture = this.#framework.architectures.get(this.#request.architecture);
    const pageSize = this.#head.config?.PAGE_SIZE ?? architecture.memory.pageSize;
    this.#stage.images = await ImageReader.open(memory, pageSize);
  }

  #noteLog(lines: readonly string[]): void {
    this.#stage.randomReady ||= lines.includes(POOL_READY);
  }
}

const sizesInHex = (
  size: { readonly bufsz: number; readonly memsz: number } = { bufsz: 0, memsz: 0 },
): { readonly bufsz: string; readonly memsz: string } => ({
  bufsz: hexText(size.bufsz),
  memsz: hexText(size.memsz),
});

/** The purgatory that the kernel itself brings, where it has one. */
const ownPurgatory = async (memory: KernelMemory, pageSize: number) => {
  const [start, size] = [memory.symbol('kexec_purgatory'), memory.symbol('kexec_purgatory_size')];
  if (start === undefined || size === undefined) return undefined;
  const length = await memory.read(size, 8);
  const bytes =
    length && (await memory.read(start, Number(new DataView(length.buffer).getBigUint64(0, true))));
  return bytes && purgatorySize(bytes, pageSize, 'kernel');
};

const virtioMemDevices = (devices: unknown): Pick<Trace, 'memory_devices'> => {
  const listed = (
    devices as readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[]
  )
    .filter(({ type }) => type === 'virtio-mem')
    .map(({ type, data }) => ({
      type,
      ...Object.fromEntries(
        Object.entries(data).filter(([name]) => name !== 'size' && name !== 'requested-size'),
      ),
    }));
  return listed.length === 0
    ? {}
    : { memory_devices: listed as unknown as NonNullable<Trace['memory_devices']> };
};
