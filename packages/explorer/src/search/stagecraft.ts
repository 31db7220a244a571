import type { ColdStart, Dimm, Framework, InitrdImage, Kernel, LoadRequest, Machine } from '@warmboot/core';
import { dimmAt, nextCommandLine, nextDeviceAddress, nextFreeSlot } from '@warmboot/core';
import type { Actor, ActorPart, Setting } from '../actor/actor.js';
import type { World } from '../actor/world.js';
import { ACTORS } from '../actors/cast.js';
import type { Property, Surroundings } from '../property/property.js';
import type { Situation } from '../campaign/situation.js';

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

const DEFAULT_MEMORY = 1024 ** 3;
const DEFAULT_MAXIMUM = 16 * 1024 ** 3;
const SLOTS = 16;

/**
 * Brings up the machine of a situation, prepares it, and calls the actors.
 * @throws TypeError when it cannot be: an architecture without an ordinary machine, or an actor that nobody brought
 */
export const setUp = (
  framework: Framework,
  situation: Situation,
  choice: Choice,
  properties: readonly Property[],
  parts: readonly ActorPart<never>[] = ACTORS,
): Stagecraft => {
  const kernel = framework.kernel({
    architecture: choice.architecture,
    policies: choice.policies.filter((name) => name !== 'none'),
    ...(choice.profile === undefined ? {} : { profile: choice.profile }),
  });
  const { referenceMachine: reference, images, name } = kernel.architecture;
  if (reference === undefined) throw new TypeError(`${name} has no ordinary machine to explore on`);
  const format = images.find((image) => image.name === reference.kernel.format);
  if (format === undefined) throw new TypeError(`${name} has no format ${reference.kernel.format}`);
  const image = format.fromRecord(reference.kernel);
  const initrd: InitrdImage = { fileSize: situation.initrd ?? reference.initrd.fileSize };
  const cold: ColdStart = {
    firmware: reference.firmwares[0],
    memorySize: situation.memory ?? DEFAULT_MEMORY,
    maxMemory: DEFAULT_MAXIMUM,
    slots: SLOTS,
    cmdline: [reference.cmdline, situation.cmdline ?? ''].filter((part) => part !== '').join(' '),
    kernel: image,
    initrd,
    hypervisor: true,
    nodes: [0],
  };
  const started = kernel.powerOn(cold);
  if (!started.ok) throw new TypeError(`the machine does not start on ${name}: ${started.reason}`);
  const devices = placeDevices(started.value, situation, (platform) => reference.deviceMemoryBase(platform));

  const setting: Setting = {
    kernel,
    policies: choice.policies.map((policy) => framework.policies.get(policy)),
    devices,
    request: (machine, change): LoadRequest => ({
      type: 'normal',
      kernel: image,
      initrd,
      cmdline: nextCommandLine(
        machine.kernel.cmdline,
        { reuse: true, append: undefined, commandLine: undefined },
        change.type === 'crash',
      ),
      memMin: 0,
      memMax: Infinity,
      purgatory: reference.purgatory,
      kernelPurgatory: reference.kernelPurgatory,
      crashNotes: [],
      vmcoreinfo: undefined,
      seed: (bytes) => new Uint8Array(bytes),
      randomReady: false,
      ...change,
    }),
  };
  const cast = situation.cast.map(({ actor, name: role = actor, options = {} }) => {
    const part = parts.find(({ kind }) => kind === actor);
    if (part === undefined)
      throw new TypeError(
        `no actor is called ${actor}; there are ${parts.map(({ kind }) => kind).join(', ')}`,
      );
    // Options are the actor's own affair, which a table of all actors cannot say.
    return (part as ActorPart<unknown>).create(setting, role, options);
  });
  const machine = prepared(kernel, started.value, situation, devices);
  return {
    kernel,
    cast,
    properties,
    world: { machine, locals: cast.map(({ start }) => start) },
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
