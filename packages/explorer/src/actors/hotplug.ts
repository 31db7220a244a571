import type { Action, Errno, Machine } from '@warmboot/core';
import { blocksIn } from '@warmboot/core';

import type { Actor, ActorKind, AtomicStep, Constants, Message, StepContext } from '../model/actor.js';
import type { Footprint, StateComponent } from '../model/footprint.js';
import type { BlockChange, BlockOutcome } from './block-change.js';
import { BlockChanges } from './block-change.js';

/** An eject request that the kernel's worker has begun. */
interface Ejection {
  readonly id: string;
  readonly pass: 1 | 2 | 'remove' | 'finish' | 'put-back';
  /** The block that is on its way right now. */
  readonly change?: BlockChange | undefined;
  readonly tried: readonly number[];
  readonly offlined: readonly number[];
  readonly stubborn: readonly number[];
  readonly refusal?: { readonly block: number; readonly errno: Errno };
}

/** The local state of the worker. */
export interface HotplugWorker {
  readonly job?: Ejection | undefined;
  /** Devices whose last ejection was refused. */
  readonly refused: readonly string[];
  /** Somebody asked for a device, and was answered. */
  readonly asked?: true;
}

const CHANGES: readonly StateComponent[] = [
  'memory',
  'iomem',
  'firmwareMap',
  'memblock',
  'kexec',
  'platform',
  'locks',
];

/** What a step of a job touches. */
const jobTouches = (name: string): Footprint => ({
  reads: [...CHANGES, 'kernel', 'files', `actor:${name}`],
  writes: [...CHANGES, `actor:${name}`],
});

/** What it touches to take a job from those that wait: all that the worker may touch once it was sent a message. */
export const hotplugTouches = (name: string): Footprint => {
  const { reads, writes } = jobTouches(name);
  return { reads: [...reads, `channel:${name}`], writes: [...writes, `channel:${name}`] };
};

/**
 * The kernel's hotplug worker (kacpi_hotplug): drivers/acpi/scan.c, block by block, each block in the two halves around
 * its notifiers (core R2.26). It holds device_hotplug_lock from begin to end; kexec does not ask for that lock. Requests
 * wait in its channel.
 */
export const hotplug: ActorKind = {
  name: 'hotplug',
  description: "the kernel's hotplug worker: attaches and ejects devices, block by block",
  loadsWithin: () => [],
  create(constants, name): Actor<HotplugWorker> {
    const self: StateComponent = `actor:${name}`;
    const worker = new Worker(constants, self, jobTouches(name), hotplugTouches(name));
    return {
      name,
      start: { refused: [] },
      steps: (local, machine, message) => worker.steps(local, machine, message),
      futureFootprint: ({ job }, message) =>
        job === undefined && message === undefined
          ? { reads: [self, `channel:${name}`], writes: [] }
          : hotplugTouches(name),
      receives: ({ job }) => job === undefined,
      blocked: (local, machine, message) => worker.blocked(local, machine, message),
    };
  },
};

class Worker {
  readonly #self: StateComponent;
  readonly #job: Footprint;
  readonly #takes: Footprint;

  readonly #constants: Constants;
  readonly #blocks: BlockChanges;

  constructor(constants: Constants, self: StateComponent, job: Footprint, next: Footprint) {
    this.#constants = constants;
    this.#blocks = new BlockChanges(constants);
    this.#self = self;
    this.#job = job;
    this.#takes = next;
  }

  steps(
    local: HotplugWorker,
    machine: Machine,
    message: Message | undefined,
  ): readonly AtomicStep<HotplugWorker>[] {
    if (local.job !== undefined) return this.#proceed(local, local.job, machine);
    if (message === undefined || this.blocked(local, machine, message) !== undefined) return [];
    const { text, about: id } = message;
    const take = (
      label: string,
      perform: (context: StepContext) => HotplugWorker,
    ): AtomicStep<HotplugWorker>[] => [
      { id: `${text} ${id}`, label, footprint: this.#takes, receives: true, perform },
    ];
    if (text === 'attach') {
      return take(`adds the memory of ${id}`, (context) => {
        context.apply<'dimm-attach'>({ kind: 'dimm-attach', id });
        return local;
      });
    }
    return take(`begins to eject ${id} and takes device_hotplug_lock`, (context) => {
      const begun = context.apply<'eject-begin'>({ kind: 'eject-begin', id });
      const fresh: Ejection = { id, pass: 1, tried: [], offlined: [], stubborn: [] };
      return { ...local, job: begun.ok ? fresh : undefined };
    });
  }

  /** What it has to wait with. */
  blocked({ job }: HotplugWorker, machine: Machine, message: Message | undefined): Action | undefined {
    const next = job === undefined ? requested(message) : this.#next(job, machine);
    return next === undefined || this.#constants.kernel.waitsFor(machine, next) === undefined
      ? undefined
      : next;
  }

  /** The action of a job that somebody may sleep in. */
  #next(job: Ejection, machine: Machine): Action | undefined {
    if (job.change !== undefined) return this.#blocks.blocked(job.change, machine);
    return settled(machine, job).pass === 'remove' ? { kind: 'eject-remove', id: job.id } : undefined;
  }

  #step(
    id: string,
    label: string,
    perform: (context: StepContext) => HotplugWorker,
    footprint = this.#job,
  ): AtomicStep<HotplugWorker>[] {
    return [{ id, label, footprint, perform }];
  }

  #proceed(local: HotplugWorker, begun: Ejection, machine: Machine): readonly AtomicStep<HotplugWorker>[] {
    const job = settled(machine, begun);
    const { pass, change } = job;
    const set = (change: Partial<Ejection>): HotplugWorker => ({ ...local, job: { ...job, ...change } });
    if (change !== undefined) {
      const step = this.#blocks.next(change, machine, (outcome, context) =>
        this.#after(local, job, change.block, outcome, context),
      );
      return step === undefined ? [] : [{ ...step, footprint: this.#job }];
    }
    if (pass === 'put-back') return this.#putBack(local, job, machine);
    if (pass === 'remove') {
      if (this.blocked(local, machine, undefined) !== undefined) return [];
      return this.#step(`remove ${job.id}`, `removes the memory of ${job.id}`, (context) => {
        const removed = context.apply<'eject-remove'>({ kind: 'eject-remove', id: job.id });
        if (removed.ok) return set({ pass: 'finish' });
        const block = firstBlock(machine, job.id) ?? 0;
        return set({ pass: 'put-back', refusal: { block, errno: removed.errno } });
      });
    }
    if (pass === 'finish') {
      return this.#step(`_EJ0 ${job.id}`, `evaluates _EJ0: ${job.id} is gone`, (context) => {
        context.apply<'eject-finish'>({ kind: 'eject-finish', id: job.id });
        return {
          ...local,
          job: undefined,
          refused: local.refused.filter((id) => id !== job.id),
          asked: true,
        };
      });
    }
    const block = nextBlock(machine, job)!;
    const step = this.#blocks.begin(block, 'offline', (outcome, context) =>
      this.#after(local, { ...job, tried: [...job.tried, block] }, block, outcome, context),
    );
    return [{ ...step, footprint: this.#job }];
  }

  /** What comes of a job by what came of one of its blocks. */
  #after(
    local: HotplugWorker,
    begun: Ejection,
    block: number,
    outcome: BlockOutcome,
    context: StepContext,
  ): HotplugWorker {
    const { change: _, ...job } = begun;
    const set = (changed: Partial<Ejection>): HotplugWorker => ({ ...local, job: { ...job, ...changed } });
    if ('change' in outcome) return set({ change: outcome.change });
    // Whether a block came back or not, the next one is tried.
    if (job.pass === 'put-back') return set({ offlined: job.offlined.filter((other) => other !== block) });
    if ('arrived' in outcome) return set({ offlined: [...job.offlined, block] });
    if (job.pass === 1) return set({ stubborn: [...job.stubborn, block] });
    context.apply<'eject-refuse'>({ kind: 'eject-refuse', id: job.id, block });
    return set({ pass: 'put-back', refusal: { block, errno: outcome.refused } });
  }

  /** Plain online, lowest first; then the lock is free. */
  #putBack(local: HotplugWorker, job: Ejection, machine: Machine): readonly AtomicStep<HotplugWorker>[] {
    const { id, refusal } = job;
    const [block, ...left] = job.offlined.toSorted((a, b) => a - b);
    const offline = block !== undefined && machine.memory.blocks.get(block)?.state === 'offline';
    if (block !== undefined && offline && this.#blocks.onlinesInSteps) {
      const to = machine.memory.blocks.get(block)?.pendingType ?? 'online';
      const step = this.#blocks.begin(block, to, (outcome, context) =>
        this.#after(local, job, block, outcome, context),
      );
      return [{ ...step, footprint: this.#job }];
    }
    if (block !== undefined && offline) {
      return this.#step(`online ${block}`, `puts memory${block} back online`, (context) => {
        context.apply<'block-online'>({ kind: 'block-online', block, word: '1' });
        return { ...local, job: { ...job, offlined: left } };
      });
    }
    const gaveUp: HotplugWorker = {
      ...local,
      job: undefined,
      refused: [...new Set([...local.refused, id])].sort(),
      asked: true,
    };
    return this.#step(
      `abandon ${id}`,
      `gives up ejecting ${id}: memory${refusal!.block} stays`,
      (context) => {
        context.apply<'eject-abandon'>({ kind: 'eject-abandon', id, ...refusal! });
        return gaveUp;
      },
      { reads: [...CHANGES, this.#self], writes: ['locks', this.#self] },
    );
  }
}

/** The action by which a request begins. */
const requested = (message: Message | undefined): Action | undefined =>
  message && { kind: message.text === 'attach' ? 'dimm-attach' : 'eject-begin', id: message.about };

const blocksOf = (machine: Machine, id: string): [number, { readonly state: string }][] => {
  const dimm = machine.platform.dimms.get(id);
  return dimm === undefined ? [] : [...blocksIn(machine.memory, dimm.range)];
};

const firstBlock = (machine: Machine, id: string): number | undefined => blocksOf(machine, id)[0]?.[0];

/** The next block of this pass that is not offline yet. */
const nextBlock = (machine: Machine, { id, pass, tried, stubborn }: Ejection): number | undefined =>
  blocksOf(machine, id).find(
    ([block, { state }]) =>
      state !== 'offline' && !tried.includes(block) && (pass === 1 || stubborn.includes(block)),
  )?.[0];

/** Without passes that have no block left, once every block has arrived. */
const settled = (machine: Machine, job: Ejection): Ejection =>
  job.change === undefined && (job.pass === 1 || job.pass === 2) && nextBlock(machine, job) === undefined
    ? settled(machine, nextPass(job))
    : job;

const nextPass = (job: Ejection): Ejection =>
  job.pass === 1 && job.stubborn.length > 0 ? { ...job, pass: 2, tried: [] } : { ...job, pass: 'remove' };
