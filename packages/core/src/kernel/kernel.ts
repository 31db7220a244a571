import { inject, injectable } from './container.js';
import { KnownAnswers } from '../answer/known-answers.js';
import type { AddressRange } from '@warmboot/address';
import type { KexecExecutor } from '../kexec/executor.js';
import type { KexecLoader } from '../kexec/loader.js';
import { whenLocked, writeLoadLimit } from '../kexec/load-permission.js';
import { writeCrashSize } from '../kexec/crash-size.js';
import { onlineTypeOf } from '../memory/block.js';
import type { BlockDevices } from '../hotplug/block-devices.js';
import type { NotifierChain } from '../hotplug/notifier-chain.js';
import type { MemoryHotplug } from '../hotplug/memory-hotplug.js';
import { PhysicalMemory } from '../physical/physical-memory.js';
import { writeMemory } from './stray-write.js';
import type { Architecture } from '../contract/architecture.js';
import type { ColdStart } from '../contract/early-boot.js';
import type { KernelBuild } from '../contract/kernel-build.js';
import type { MemoryServices } from '../contract/memory-services.js';
import type { PluginAction } from '../contract/plugin-action.js';
import type { Policy } from '../contract/policy.js';
import type { KernelProfile } from '../contract/profile.js';
import {
  ARCHITECTURE,
  BLOCK_DEVICES,
  KERNEL_BUILD,
  KEXEC_EXECUTOR,
  KEXEC_LOADER,
  MEMORY_DEVICES,
  MEMORY_HOTPLUG,
  MEMORY_SERVICES,
  NOTIFIER_CHAIN,
  PLUGIN_ACTIONS,
  POLICIES_IN_FORCE,
} from './tokens.js';
import { runKexecTool } from '../userspace/kexec-tool.js';
import { unloadByTool } from '../userspace/unload.js';
import type { Action, ActionKind, ActionResults } from './action.js';
import type { MachineEvent } from '../machine/event.js';
import { Kmem } from '../drivers/kmem.js';
import type { LogLine } from '../answer/log.js';
import { setLocks } from '../machine/hold-locks.js';
import type { Wait } from '../machine/lock-waits.js';
import { waitWords } from '../machine/lock-waits.js';
import type { Machine } from '../machine/machine.js';
import { ActionWaits } from './action-waits.js';
import { HotplugPhases } from './hotplug-phases.js';
import { PluginActions } from './plugin-actions.js';
import type { MemoryDevices } from '../drivers/memory-devices.js';
import { kernelFreeAfterBoot } from '../boot/memory-need.js';
import { startKernel } from '../boot/next-kernel.js';
import { startingKernel } from '../boot/starting-kernel.js';
import { machineFromObservation } from '../observation/observation.js';
import type { Observation } from '../observation/observation.js';
import { observe } from '../observation/observe.js';
import type { Observed, VisibleFacts } from '../observation/observe.js';
import type { Result } from '../answer/result.js';
import { done, refuse, succeed } from '../answer/result.js';
import { Transition } from '../machine/transition.js';
import { VirtioMem } from '../drivers/virtio-mem/virtio-mem.js';

/** What one action did: another machine, an answer, and what was said on the way. */
export interface Step<K extends ActionKind = ActionKind> {
  readonly machine: Machine;
  readonly result: ActionResults[K];
  readonly log: readonly LogLine[];
  readonly events: readonly MachineEvent[];
}

type Handlers = {
  readonly [K in ActionKind]: (
    transition: Transition,
    action: Extract<Action, { kind: K }>,
  ) => ActionResults[K];
};

/** Machines kept as they are after boot. */
const MOST_MACHINES = 16;

/**
 * One kernel, put together from an architecture, a version and policies. Stateless: every machine it is given is
 * a value, and it gives back another.
 */
@injectable()
export class Kernel {
  /** The architecture, as the kernel's build has it. */
  readonly architecture: Architecture;
  /** The binary: its version, what was chosen when it was built, and who told so. */
  readonly build: KernelBuild;
  readonly #blocks: BlockDevices;
  readonly #hotplug: MemoryHotplug;
  readonly #devices: MemoryDevices;
  readonly #loader: KexecLoader;
  readonly #executor: KexecExecutor;
  readonly #virtioMem: VirtioMem;
  readonly #profile: KernelProfile;
  readonly #waits: ActionWaits;
  readonly #handlers: Handlers;
  readonly #poweredOn = new KnownAnswers<Result<Machine>>(MOST_MACHINES);

  constructor(
    @inject(ARCHITECTURE) architecture: Architecture,
    @inject(KERNEL_BUILD) build: KernelBuild,
    @inject(BLOCK_DEVICES) blocks: BlockDevices,
    @inject(MEMORY_HOTPLUG) hotplug: MemoryHotplug,
    @inject(MEMORY_DEVICES) devices: MemoryDevices,
    @inject(KEXEC_LOADER) loader: KexecLoader,
    @inject(KEXEC_EXECUTOR) executor: KexecExecutor,
    @inject(NOTIFIER_CHAIN) chain: NotifierChain,
    @inject(POLICIES_IN_FORCE) policies: readonly Policy[],
    @inject(MEMORY_SERVICES) memory: MemoryServices,
    @inject(PLUGIN_ACTIONS) pluginActions: readonly PluginAction[],
  ) {
    this.#waits = new ActionWaits(chain, policies, pluginActions);
    const { profile } = build;
    this.architecture = architecture;
    this.build = build;
    this.#blocks = blocks;
    this.#hotplug = hotplug;
    this.#devices = devices;
    this.#loader = loader;
    this.#executor = executor;
    this.#profile = profile;
    this.#virtioMem = new VirtioMem(hotplug, architecture.memory);
    const kmem = new Kmem(hotplug, architecture.memory.pageSize);
    const byPlugin = new PluginActions(pluginActions, { memory, architecture, build });
    const phases = new HotplugPhases(blocks, devices, hotplug);
    this.#handlers = {
      'dimm-add': (transition, { dimm }) => this.#devices.plug(transition, dimm),
      'dimm-del': (transition, { id }) => this.#devices.unplug(transition, id),
      'virtio-mem-add': (transition, { device }) => this.#virtioMem.add(transition, device),
      'virtio-mem': (transition, { id, requested }) => this.#virtioMem.request(transition, id, requested),
      'virtio-mem-retry': (transition, { id }) => this.#virtioMem.retry(transition, id),
      'kmem-bind': (transition, { device }) => kmem.bind(transition, device),
      'kmem-unbind': (transition, { name }) => kmem.unbind(transition, name),
      'block-state': (transition, { block, word }) => this.#blocks.writeState(transition, block, word),
      'block-online': (transition, { block, word }) => this.#blocks.writeOnline(transition, block, word),
      online: (transition, action) => this.#online(transition, action),
      'auto-online': (transition, { word }) => setAutoOnline(transition, word),
      'kexec-load': (transition, { path, request }) =>
        runKexecTool(this.architecture, this.#loader, transition, path, request),
      'load-enter': (transition, { image, call }) => this.#loader.enter(transition, image, call),
      'raw-load': (transition, { call, entered }) => this.#loader.load(transition, call, entered),
      'file-load': (transition, { call, entered }) => this.#loader.fileLoad(transition, call, entered),
      'kexec-unload': (transition, { image, path }) => unloadByTool(this.#loader, transition, image, path),
      'kexec-exec': (transition) => this.#executor.execute(transition),
      'reboot-begin': (transition) => this.#executor.begin(transition),
      'reboot-shutdown': (transition) => this.#executor.shutDown(transition),
      'reboot-jump': (transition) => this.#executor.jump(transition),
      crash: (transition) => this.#executor.crash(transition),
      'memory-probe': (transition, { text }) => hotplug.probe(transition, text),
      'crash-size': (transition, { text }) =>
        writeCrashSize(transition, text, {
          align: architecture.kexec.crashMemoryAlign,
          countsLow: profile.crashSizeCountsLow,
        }),
      'write-memory': (transition, { address, content }) => writeMemory(transition, address, content),
      'kexec-lock': (transition, { held }) => setLocked(transition, held),
      'load-limit': (transition, { image, value }) =>
        writeLoadLimit(transition, image, value, profile.loadLimits),
      'load-disabled': (transition, { value }) => setLoadDisabled(transition, value),
      'by-plugin': (transition, { action, argument }) => byPlugin.apply(transition, action, argument),
      ...phases.handlers,
    };
  }

  /**
   * The lock that an action would have to wait for now, with its holder; undefined for one that nothing holds up. Between
   * two actions nobody frees a lock, so who waits has to be asked again after the next one (core R4.18, R2.34).
   */
  waitsFor(machine: Machine, action: Action): Wait | undefined {
    return this.#waits.of(machine, action);
  }

  /**
   * Applies an action. The machine passed in is not touched.
   * @throws TypeError for a machine that has halted, and for an action that has to wait: see {@link waitsFor}
   */
  apply<K extends ActionKind>(machine: Machine, action: Extract<Action, { kind: K }>): Step<K> {
    if (machine.halted !== undefined) {
      throw new TypeError(`the machine is dead (${machine.halted.outcome}): nothing more can happen to it`);
    }
    const wait = this.waitsFor(machine, action);
    if (wait !== undefined)
      throw new TypeError(`${action.kind} ${waitWords(wait)}: nothing can be said of it`);
    const transition = new Transition(machine);
    // The table is indexed by the action's own kind, which TypeScript cannot follow through a union.
    const handle = this.#handlers[action.kind as K] as (
      transition: Transition,
      action: Extract<Action, { kind: K }>,
    ) => ActionResults[K];
    const result = handle(transition, action);
    if (!this.#waits.driversWait(transition.machine)) this.#virtioMem.settle(transition);
    return { machine: transition.machine, result, log: transition.log, events: transition.events };
  }

  /** A machine that starts cold from a description. The same description gives the same machine. */
  powerOn(request: ColdStart): Result<Machine> {
    return this.#poweredOn.once(request, () => this.#boot(request));
  }

  #boot(request: ColdStart): Result<Machine> {
    const { earlyBoot, memory, name } = this.architecture;
    if (earlyBoot?.coldStart === undefined) {
      return refuse('ENOSYS', `machines by description are not supported on ${name}: use a recorded one`);
    }
    const input = earlyBoot.coldStart(request);
    if (!input.ok) return input;
    const boot = earlyBoot.boot({ ...input.value, profile: this.#profile });
    if (boot.outcome !== 'booted') return refuse('EIO', `the first kernel does not come up: ${boot.reason}`);
    const starting = startingKernel(this.architecture, this.build.config, boot.kernel, {
      sections: input.value.sections,
      initrd: request.initrd,
      kernelIsAssumed: request.kernelIsAssumed === true,
    });
    const transition = startKernel(memory, this.#devices, {
      ...(starting === undefined ? {} : { kernelFree: kernelFreeAfterBoot(starting) }),
      booted: boot.kernel,
      platform: input.value.platform,
      image: input.value.kernel,
      sections: input.value.sections,
      contents: PhysicalMemory.EMPTY,
      before: undefined,
      profile: this.#profile,
      defaultOnlineType: this.build.config.defaultOnlineType,
    });
    this.#virtioMem.settle(transition);
    return succeed(transition.machine);
  }

  /** Where memory can be added to a machine; ENOSYS where the architecture, or this version of it, adds none. */
  hotplugRange(machine: Machine): Result<AddressRange> {
    return this.#hotplug.reach(machine);
  }

  /** A machine as somebody saw it. @throws FormatError when what was seen does not parse */
  fromObservation(observation: Observation): Machine {
    return machineFromObservation(this.architecture, observation);
  }

  /** What this version shows of kexec. */
  get #visible(): VisibleFacts {
    const { crashSizeCountsLow, crashHotplug } = this.#profile;
    const support = this.architecture.kexec.crashHotplug;
    return {
      crashSizeCountsLow,
      ...(crashHotplug === undefined || support === undefined
        ? {}
        : { crashHotplug: { elfcorehdrSize: support.elfcorehdrSize, shown: crashHotplug.shown } }),
    };
  }

  /** What the machine shows: /proc and /sys, in their own text forms. */
  observe(machine: Machine): Observed {
    return observe(this.#blocks, machine, this.#visible);
  }

  /** Writes block by block, in the order in which a shell would list them (`memory10` before `memory9`). */
  #online(
    transition: Transition,
    { word, blocks }: Extract<Action, { kind: 'online' }>,
  ): ActionResults['online'] {
    const offline = (id: number): boolean => transition.machine.memory.blocks.get(id)?.state === 'offline';
    const wanted =
      blocks === 'all'
        ? [...transition.machine.memory.blocks.keys()].filter(offline).map(String).sort().map(Number)
        : blocks.filter(offline);
    return succeed(
      wanted.map((block) => ({
        block,
        result: this.#blocks.writeState(transition, block, word),
      })),
    );
  }
}

const setAutoOnline = (transition: Transition, written: string): Result => {
  const word = onlineTypeOf(written);
  if (word === undefined)
    return refuse('EINVAL', `"${written}" is none of offline, online, online_kernel, online_movable`);
  transition.update({ memory: { ...transition.machine.memory, autoOnline: word } });
  return done;
};

/** A call that is under way elsewhere holds __kexec_lock or lets it go. EBUSY to take it twice. */
const setLocked = (transition: Transition, locked: boolean): Result => {
  const unlocked = locked ? whenLocked(transition.machine) : done;
  if (unlocked.ok) setLocks(transition, { kexec: locked ? 'another call' : undefined });
  return unlocked;
};

/** The sysctl only ever goes from 0 to 1 (core R4.14). */
const setLoadDisabled = (transition: Transition, value: number): Result => {
  const { kexec } = transition.machine;
  if (value !== 1) return refuse('EINVAL', 'kernel.kexec_load_disabled can only be set to 1');
  transition.update({ kexec: { ...kexec, loadDisabled: true } });
  return done;
};
