import type { KexecImageType, MachineEvent } from '@warmboot/core';
import type { Actor, ActorKind, Constants } from '../model/actor.js';
import { NO_FOOTPRINT } from '../model/footprint.js';
import type { ToolOptions, ToolRun } from './tool-run.js';
import { optionsOf } from './option-schema.js';
import { IDLE, Tool, toolOptions } from './tool-run.js';

/** The local state of a service that loads again. */
export interface Reloader {
  readonly run: ToolRun;
  /** Memory came or went since the last run began. */
  readonly dirty: boolean;
  /** Whether there is something to load again: somebody loaded such an image once. */
  readonly wanted: boolean;
}

const MEMORY_EVENTS = new Set<MachineEvent['type']>([
  'memory:added',
  'memory:removed',
  'memory:online',
  'memory:offline',
]);

const afterEvents = (local: Reloader, events: readonly MachineEvent[], image: KexecImageType): Reloader => {
  const dirty = local.dirty || events.some(({ type }) => MEMORY_EVENTS.has(type));
  const wanted =
    local.wanted || events.some((event) => event.type === 'kexec:loaded' && event.image === image);
  return dirty === local.dirty && wanted === local.wanted ? local : { ...local, dirty, wanted };
};

const reloader = (
  constants: Constants,
  name: string,
  options: ToolOptions,
  { reloads, wantsAtOnce }: { readonly reloads: boolean; readonly wantsAtOnce: boolean },
): Actor<Reloader> => {
  const tool = new Tool(constants, name, options);
  const start: Reloader = { run: IDLE, dirty: wantsAtOnce, wanted: wantsAtOnce };
  return {
    name,
    start,
    steps: (local, machine) => {
      const { run, dirty, wanted } = local;
      const rests = run.at === 'idle' || run.at === 'done';
      if (rests && !(dirty && wanted)) return [];
      const step = rests
        ? tool.step(IDLE, machine, (next): Reloader => ({ run: next, dirty: false, wanted }))
        : tool.step(run, machine, (next): Reloader => ({ ...local, run: next }));
      return step === undefined
        ? []
        : [{ ...step, label: rests ? `${step.label}, some time after the event` : step.label }];
    },
    futureFootprint: (local) => {
      const idle = local.run.at === 'idle' || local.run.at === 'done';
      return !reloads && idle && !local.dirty ? NO_FOOTPRINT : tool.future(IDLE);
    },
    blocked: ({ run }, machine) => tool.blocked(run, machine),
    onEvents: (local, events) => (reloads ? afterEvents(local, events, tool.image) : local),
  };
};

export interface UdevOptions extends ToolOptions {
  /** The distribution has such a rule whatever the policy says. */
  readonly always?: boolean;
}

/** The udev rule of a policy that wants one. The rule runs at any time after the event, and once for many events. */
export const udev: ActorKind<UdevOptions> = {
  name: 'udev',
  description:
    'loads a normal image again some time after memory came or went, where a policy has such a rule',
  options: (devices) =>
    optionsOf({
      ...toolOptions(devices),
      always: { type: 'boolean', description: 'The rule is there whatever the policy says.' },
    }),
  loadsWithin: (constants, options, machine) =>
    hasRule(constants, options) ? new Tool(constants, 'udev', options).loadsWithin(machine) : [],
  create: (constants, name, options) =>
    reloader(constants, name, options, { reloads: hasRule(constants, options), wantsAtOnce: false }),
};

const hasRule = ({ policies }: Constants, { always }: UdevOptions): boolean =>
  always ?? policies.some(({ userSpace }) => userSpace?.reloadsOnMemoryEvents === true);

export interface KdumpOptions extends ToolOptions {
  /** The service loads again after memory events, as most distributions have it. */
  readonly reloads?: boolean;
}

/** The kdump service: loads a crash image when it starts, and again when memory changed. */
export const kdump: ActorKind<KdumpOptions> = {
  name: 'kdump',
  description: 'loads a crash image, and again some time after memory came or went',
  options: (devices) =>
    optionsOf({
      ...toolOptions(devices),
      reloads: { type: 'boolean', description: 'It loads again after memory came or went.' },
    }),
  loadsWithin: (constants, options, machine) =>
    new Tool(constants, 'kdump', { ...options, image: 'crash' }).loadsWithin(machine),
  create: (constants, name, options) =>
    reloader(
      constants,
      name,
      { ...options, image: 'crash' },
      { reloads: options.reloads ?? false, wantsAtOnce: true },
    ),
};
