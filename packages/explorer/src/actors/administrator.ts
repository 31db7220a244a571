import type { BlockText, KexecImageType, Machine, OnlineType } from '@warmboot/core';
import { ONLINE_TYPES, addressNames } from '@warmboot/core';

import type { Actor, ActorKind, AtomicStep, Constants } from '../model/actor.js';
import type { Footprint, StateComponent } from '../model/footprint.js';
import { NO_FOOTPRINT } from '../model/footprint.js';
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

const CHANGES: readonly StateComponent[] = ['memory', 'kexec'];

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
  create(constants, name, { program, symmetry = true }): Actor<number> {
    const self: StateComponent = `actor:${name}`;
    const compares = symmetry && program.some((act) => 'offline-any-of' in act);
    const footprint: Footprint = {
      reads: [...CHANGES, 'iomem', 'hotplugBy', 'platform', 'kernel', ...(compares ? LIKENESS : []), self],
      writes: [...CHANGES, self],
    };
    return {
      name,
      start: 0,
      steps: (at, machine) => {
        const act = program[at];
        return act === undefined ? [] : stepsOf(constants, machine, act, at + 1, footprint, symmetry);
      },
      futureFootprint: (at) => (at >= program.length ? NO_FOOTPRINT : footprint),
    };
  },
};

const stepsOf = (
  constants: Constants,
  machine: Machine,
  act: AdministratorAct,
  next: number,
  footprint: Footprint,
  symmetry: boolean,
): AtomicStep<number>[] => {
  if ('unload' in act) {
    return [
      {
        id: `unload ${act.unload}`,
        label: `unloads the ${act.unload} image`,
        footprint,
        perform: (context) => {
          context.apply<'kexec-unload'>({ kind: 'kexec-unload', image: act.unload });
          return next;
        },
      },
    ];
  }
  if ('auto-online' in act) {
    const word = act['auto-online'];
    return [
      {
        id: `auto-online ${word}`,
        label: `writes ${word} to auto_online_blocks`,
        footprint,
        perform: (context) => {
          context.apply<'auto-online'>({ kind: 'auto-online', word });
          return next;
        },
      },
    ];
  }
  // A write to `state` waits while a device is being ejected.
  if (machine.hotplugBy !== undefined) return [];
  if ('online' in act) {
    const blocks = blocksOf(constants, machine, act.online, 'offline');
    const word = act.type ?? 'online_movable';
    if (blocks.length === 0) return [];
    return [
      {
        id: `online ${act.online}`,
        label: `brings ${act.online} online (${word})`,
        footprint,
        perform: (context) => {
          context.apply<'online'>({ kind: 'online', word, blocks });
          return next;
        },
      },
    ];
  }
  if ('offline' in act) {
    const blocks = blocksOf(constants, machine, act.offline, 'online');
    if (blocks.length === 0) return [];
    return [
      {
        id: `offline ${act.offline}`,
        label: `takes ${act.offline} offline`,
        footprint,
        perform: (context) => {
          for (const block of blocks)
            context.apply<'block-state'>({ kind: 'block-state', block, word: 'offline' });
          return next;
        },
      },
    ];
  }
  const online = blocksOf(constants, machine, act['offline-any-of'], 'online');
  const candidates = symmetry ? blockClasses(constants, machine, online).map(([lowest]) => lowest!) : online;
  return candidates.map((block) => ({
    id: `offline ${block}`,
    label: `takes memory${block} offline`,
    footprint,
    perform: (context) => {
      context.apply<'block-state'>({ kind: 'block-state', block, word: 'offline' });
      return next;
    },
  }));
};

const blocksOf = (constants: Constants, { memory }: Machine, text: BlockText, state: string): number[] =>
  addressNames
    .blocks(text, (name) => constants.memory(name), memory.blockSize)
    .filter((block) => memory.blocks.get(block)?.state === state);
