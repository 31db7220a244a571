import type { Dimm, Framework, Kernel, LoadRequest, Machine } from '@warmboot/core';
import {
  BOOT_MEMORY,
  bootSpan,
  describedMachine,
  dimmAt,
  loadRequest,
  nextCommandLine,
  nextDeviceAddress,
  nextFreeSlot,
} from '@warmboot/core';
import type { Actor, ActorPart, Setting } from '../model/actor.js';
import type { World } from '../model/world.js';
import { openingWorld } from '../model/world.js';
import { ACTOR } from '../actors/cast.js';
import type { Property, Surroundings } from '../model/property.js';
import type { Situation } from '../model/situation.js';

/** Everything that a search needs, set up and ready. */
export interface Stagecraft extends Surroundings {
  readonly kernel: Kernel;
  readonly cast: readonly Actor[];
  readonly properties: readonly Property[];
  readonly world: World;
}

/** Which kernel the story is about. */
export interface Choice {
  readonly architecture: string;
  readonly policies: readonly string[];
  readonly profile?: string;
}

/**
 * Brings up the machine of a situation, prepares it, and calls the actors.
 * @throws TypeError when it cannot be: an architecture without an ordinary machine, or a device that nobody described
 * @throws UnknownNameError for an actor that nobody brought
 */
export const setUp = (
  framework: Framework,
  situation: Situation,
  choice: Choice,
  properties: readonly Property[],
): Stagecraft => {
  const kernel = framework.kernel({
    architecture: choice.architecture,
    policies: choice.policies.filter((name) => name !== 'none'),
    ...(choice.profile === undefined ? {} : { profile: choice.profile }),
  });
  const { referenceMachine: reference, name } = kernel.architecture;
  if (reference === undefined) throw new TypeError(`${name} has no ordinary machine to explore on`);
  const made = describedMachine(kernel, {
    ...situation.machine,
    ...situation.machineOn?.[name],
  });
  if (!made.ok)
    throw new TypeError(`${situation.name}: ${made.field ?? 'machine'} is ${made.found}: ${made.allowed}`);
  const { facts } = made;
  const devices = placeDevices(made.machine, situation, (platform) => reference.deviceMemoryBase(platform));
  const setting: Setting = {
    kernel,
    policies: choice.policies.map((policy) => framework.policies.get(policy)),
    devices,
    memory: (wanted) => {
      if (wanted === BOOT_MEMORY) return bootSpan(made.machine.platform);
      const device = devices.get(wanted);
      if (device === undefined) throw new TypeError(`nobody described a device ${wanted}`);
      return device.range;
    },
    request: (machine, change): LoadRequest => {
      const type = change.type ?? 'normal';
      const reuse = { reuse: true, append: undefined, commandLine: undefined };
      const cmdline = nextCommandLine(machine.kernel.cmdline, reuse, type === 'crash');
      return { ...loadRequest(facts, { type, cmdline, withInitrd: facts.initrd.fileSize > 0 }), ...change };
    },
  };
  const cast = situation.cast.map(({ actor, name: role = actor, options = {} }) =>
    // Options are the actor's own affair, which a table of all actors cannot say.
    (framework.parts(ACTOR).get(actor) as ActorPart<unknown>).create(setting, role, options),
  );
  const machine = prepared(kernel, made.machine, situation, devices);
  return {
    kernel,
    cast,
    properties,
    world: openingWorld(machine, cast),
    firstGeneration: machine.kernel.generation,
  };
};

/** Every device gets its address beforehand, in the order of the situation, as if all were plugged at once. */
const placeDevices = (
  machine: Machine,
  { devices }: Situation,
  baseOf: (platform: Machine['platform']) => number,
): ReadonlyMap<string, Dimm> => {
  const placed = new Map<string, Dimm>();
  let { platform } = machine;
  const base = baseOf(platform);
  for (const [id, { size, driver }] of Object.entries(devices)) {
    const dimm: Dimm = {
      ...dimmAt(id, nextDeviceAddress(platform, base, size), size, 0, nextFreeSlot(platform)),
      ...(driver === undefined ? {} : { driver }),
    };
    placed.set(id, dimm);
    platform = { ...platform, dimms: new Map([...platform.dimms, [id, dimm]]) };
  }
  return placed;
};

/** What happened before the story begins. */
const prepared = (
  kernel: Kernel,
  machine: Machine,
  { before = [] }: Situation,
  devices: ReadonlyMap<string, Dimm>,
): Machine => {
  let now = machine;
  for (const { plug, online } of before) {
    const dimm = devices.get(plug);
    if (dimm === undefined) throw new TypeError(`nobody described a device ${plug}`);
    now = kernel.apply<'dimm-add'>(now, { kind: 'dimm-add', dimm }).machine;
    if (online === undefined) continue;
    const { blockSize } = now.memory;
    const first = dimm.range.start / blockSize;
    const blocks = Array.from(
      { length: (dimm.range.end - dimm.range.start) / blockSize },
      (_, at) => first + at,
    );
    now = kernel.apply<'online'>(now, { kind: 'online', word: online, blocks }).machine;
  }
  return now;
};
