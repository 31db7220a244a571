import type { Action, BlockText, KexecImageType, Machine, OnlineType } from '@warmboot/core';
import { ONLINE_TYPES, addressNames, locks } from '@warmboot/core';

import type { Actor, ActorKind, AtomicStep, Constants, StepContext } from '../model/actor.js';
import type { Footprint, StateComponent } from '../model/footprint.js';
import { NO_FOOTPRINT } from '../model/footprint.js';
import type { BlockChange, BlockOutcome } from './block-change.js';
import { BlockChanges } from './block-change.js';
import { blockClasses } from './block-classes.js';
import { blocksIn, deviceIn, optionsOf, programOf } from './option-schema.js';

/** What an administrator does, in this order, each at any time after the one before. */
export type AdministratorAct =
  /** All blocks of a device, or one of them, as a shell loop. */
  | { readonly online: BlockText; readonly type?: OnlineType }
  /** All blocks of a device, as a shell loop that goes on when a write fails. */
  | { readonly offline: BlockText }
  /** Any one block of a device. */
  | { readonly 'offline-any-of': string }
  | { readonly unload: KexecImageType }
  /** What happens to memory that comes: /sys/devices/system/memory/auto_online_blocks. */
  | { readonly 'auto-online': OnlineType };

export interface AdministratorOptions {
  readonly program: readonly AdministratorAct[];
  /** Take equal blocks for one: only the lowest of each class is tried. On unless told. */
  readonly symmetry?: boolean;
}

const CHANGES: readonly StateComponent[] = ['memory', 'kexec', 'locks'];

/** What a loader reads besides: which blocks are alike follows from where an image would go. */
const LIKENESS: readonly StateComponent[] = ['firmwareMap', 'files'];

/** Somebody at a shell. Writes to sysfs wait for device_hotplug_lock. */
export const administrator: ActorKind<AdministratorOptions> = {
  name: 'administrator',
  description: 'takes blocks online and offline, and unloads images',
  options: (devices) =>
    optionsOf(
      {
        program: programOf(
          {
            online: blocksIn(devices),
            offline: blocksIn(devices),
            'offline-any-of': deviceIn(devices),
            unload: { enum: ['normal', 'crash'] },
            'auto-online': { enum: ONLINE_TYPES },
          },
          { type: { enum: ONLINE_TYPES.filter((word) => word !== 'offline') } },
        ),
        symmetry: { type: 'boolean', description: 'Take equal blocks for one. Default true.' },
      },
      ['program'],
    ),
  // Whoever compares blocks asks where an image would go.
  loadsWithin: ({ devices }, { program }) =>
    program.every((act) => isOfDevice(act, devices)) ? [] : undefined,
  create(constants, name, { program, symmetry = constants.symmetry }): Actor<AdministratorRun> {
    const self: StateComponent = `actor:${name}`;
    const compares = symmetry && program.some((act) => 'offline-any-of' in act);
    const footprint: Footprint = {
      reads: [...CHANGES, 'iomem', 'platform', 'kernel', ...(compares ? LIKENESS : []), self],
      writes: [...CHANGES, self],
    };
    const shell = new Shell(constants, program, footprint, symmetry);
    return {
      name,
      start: { at: 0 },
      steps: (run, machine) => shell.steps(run, machine),
      futureFootprint: (run) => (run.at >= program.length ? NO_FOOTPRINT : footprint),
      blocked: (run, machine) => shell.blocked(run, machine),
    };
  },
};

/** Whether an act is about all blocks of a device, or one by its place in it, or about no block. */
const isOfDevice = (act: AdministratorAct, devices: Constants['devices']): boolean => {
  if ('unload' in act || 'auto-online' in act) return true;
  if ('offline-any-of' in act) return false;
  const text = 'online' in act ? act.online : act.offline;
  return typeof text === 'string' && devices.has(text.replace(/\[\d+\]$/, ''));
};

/** Where an administrator is in the program. */
export interface AdministratorRun {
  readonly at: number;
  /** Blocks that the loop of this act has not come to. */
  readonly left?: readonly number[];
  /** The block that is on its way. */
  readonly change?: BlockChange;
}

/** Blocks to send on their way, one after the other. */
interface Loop {
  readonly to: BlockChange['to'];
  readonly blocks: readonly number[];
}

class Shell {
  readonly #constants: Constants;
  readonly #program: readonly AdministratorAct[];
  readonly #footprint: Footprint;
  readonly #symmetry: boolean;
  readonly #blocks: BlockChanges;

  constructor(
    constants: Constants,
    program: readonly AdministratorAct[],
    footprint: Footprint,
    symmetry: boolean,
  ) {
    this.#constants = constants;
    this.#program = program;
    this.#footprint = footprint;
    this.#symmetry = symmetry;
    this.#blocks = new BlockChanges(constants);
  }

  steps(run: AdministratorRun, machine: Machine): AtomicStep<AdministratorRun>[] {
    if (run.change !== undefined) {
      const { at, left = [], change } = run;
      const step = this.#blocks.next(change, machine, (outcome) => after(at, left, outcome));
      return step === undefined ? [] : [{ ...step, footprint: this.#footprint }];
    }
    const { at, left } = this.#settled(run, machine);
    const act = this.#program[at];
    if (act === undefined) return [];
    if ('unload' in act) {
      return this.#once(`unload ${act.unload}`, `unloads the ${act.unload} image`, at, (context) => {
        context.apply<'kexec-unload'>({ kind: 'kexec-unload', image: act.unload });
      });
    }
    if ('auto-online' in act) {
      const word = act['auto-online'];
      return this.#once(`auto-online ${word}`, `writes ${word} to auto_online_blocks`, at, (context) => {
        context.apply<'auto-online'>({ kind: 'auto-online', word });
      });
    }
    // A write to `state` waits while somebody else changes memory.
    if (this.blocked(run, machine) !== undefined) return [];
    if ('offline-any-of' in act) {
      const online = this.#loop(machine, act).blocks;
      const candidates = this.#symmetry
        ? blockClasses(this.#constants, machine, online).map(([lowest]) => lowest!)
        : online;
      return candidates.map((block) => this.#begin(at, block, 'offline', []));
    }
    const { to, blocks } = this.#loop(machine, act, left);
    const [block, ...rest] = blocks;
    if (block === undefined) return [];
    if (to === 'offline' || this.#blocks.onlinesInSteps) return [this.#begin(at, block, to, rest)];
    const name = 'online' in act ? act.online : '';
    return this.#once(`online ${name}`, `brings ${name} online (${to})`, at, (context) => {
      context.apply<'online'>({ kind: 'online', word: to, blocks });
    });
  }

  /** What it has to wait with. */
  blocked(run: AdministratorRun, machine: Machine): Action | undefined {
    if (run.change !== undefined) return this.#blocks.blocked(run.change, machine);
    const { at, left } = this.#settled(run, machine);
    const act = this.#program[at];
    if (act === undefined || 'unload' in act || 'auto-online' in act) return undefined;
    const { to, blocks } = this.#loop(machine, act, left);
    if (blocks.length === 0 || locks.waitForHotplug(machine) === undefined) return undefined;
    return { kind: 'block-state', block: blocks[0]!, word: to };
  }

  /** A loop whose last blocks are gone is over. */
  #settled(run: AdministratorRun, machine: Machine): AdministratorRun {
    const act = this.#program[run.at];
    if (act === undefined || run.left === undefined || 'unload' in act || 'auto-online' in act) return run;
    return this.#loop(machine, act, run.left).blocks.length > 0 ? run : { at: run.at + 1 };
  }

  #loop(
    machine: Machine,
    act: Exclude<
      AdministratorAct,
      { readonly unload: KexecImageType } | { readonly 'auto-online': OnlineType }
    >,
    left?: readonly number[],
  ): Loop {
    const named = 'online' in act ? act.online : 'offline' in act ? act.offline : act['offline-any-of'];
    const to = 'online' in act ? (act.type ?? 'online_movable') : 'offline';
    const state = to === 'offline' ? 'online' : 'offline';
    const blocks = left ?? this.#named(machine, named);
    return { to, blocks: blocks.filter((block) => machine.memory.blocks.get(block)?.state === state) };
  }

  #named({ memory }: Machine, text: BlockText): number[] {
    return addressNames.blocks(text, (name) => this.#constants.memory(name), memory.blockSize);
  }

  #begin(
    at: number,
    block: number,
    to: BlockChange['to'],
    left: readonly number[],
  ): AtomicStep<AdministratorRun> {
    const step = this.#blocks.begin(block, to, (outcome) => after(at, left, outcome));
    return { ...step, footprint: this.#footprint };
  }

  #once(
    id: string,
    label: string,
    at: number,
    act: (context: StepContext) => void,
  ): AtomicStep<AdministratorRun>[] {
    return [
      {
        id,
        label,
        footprint: this.#footprint,
        perform: (context) => {
          act(context);
          return { at: at + 1 };
        },
      },
    ];
  }
}

/** Whatever became of a block, a loop goes on with the next one. */
const after = (at: number, left: readonly number[], outcome: BlockOutcome): AdministratorRun => {
  if ('change' in outcome) return { at, ...(left.length === 0 ? {} : { left }), change: outcome.change };
  return left.length === 0 ? { at: at + 1 } : { at, left };
};
