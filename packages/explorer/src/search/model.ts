import type { Dimm, Errno, Framework, Kernel, LoadRequest, Machine, Policy } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { describedMachine, addressNames, platforms, kexecTools, POLICIES } from '@warmboot/core';

import type { Actor, ActorKind, Constants } from '../model/actor.js';
import type { State } from '../model/state.js';
import { initialState } from '../model/state.js';
import { ACTOR } from '../actors/catalogue.js';
import { guardedActor } from './guarded-actor.js';
import { PROPERTIES } from '../properties/catalogue.js';
import type { Symmetry } from '../model/symmetry.js';
import type { DeclaredActor } from './symmetries.js';
import { symmetriesOf } from './symmetries.js';
import type { Property, PropertyContext } from '../model/property.js';
import type { Situation } from '../model/situation.js';

/** What is checked: the kernel, the actors, the properties, and the state from which everything follows. */
export interface Model extends PropertyContext {
  readonly kernel: Kernel;
  readonly actors: readonly Actor[];
  readonly properties: readonly Property[];
  readonly initial: State;
  /** Whether a policy in force looks at memory right before the copy of a jump; taken for true where nobody says. */
  readonly looksAtCopy?: boolean;
  /** Policies in force, in order. */
  readonly policies?: readonly Policy[];
  /** What can change places; nothing where absent. */
  readonly symmetries?: readonly Symmetry[];
}

/** Which kernel is modelled. */
export interface Choice {
  readonly architecture: string;
  readonly policies: readonly string[];
  readonly profile?: string;
  /** Take alike devices, blocks and actors for one. On unless told. */
  readonly symmetry?: boolean;
}

/**
 * Makes the model of a situation: brings up its machine, prepares it, and creates the actors.
 * @throws TypeError when it cannot be: an architecture without an ordinary machine, or a device that nobody described
 * @throws UnknownNameError for an actor that nobody brought, PluginError for one that throws
 * @throws FormatError for facts that no kernel of the architecture has, and for a `before` that does not come about
 */
export const modelOf = (
  framework: Framework,
  situation: Situation,
  choice: Choice,
  properties: readonly Property[],
): Model => {
  const kernel = framework.kernel({
    architecture: choice.architecture,
    policies: choice.policies.filter((name) => name !== 'none'),
    ...(choice.profile === undefined ? {} : { profile: choice.profile }),
    facts: situation.facts?.[framework.architectures.get(choice.architecture).name] ?? [],
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
  const constants: Constants = {
    kernel,
    policies: choice.policies.map((policy) => framework.policies.get(policy)),
    devices,
    symmetry: choice.symmetry !== false,
    memory: (wanted) => {
      if (wanted === addressNames.BOOT_MEMORY) return made.machine.platform.bootRam;
      const device = devices.get(wanted);
      if (device === undefined) throw new TypeError(`nobody described a device ${wanted}`);
      return [device.range];
    },
    request: (machine, change): LoadRequest => {
      const type = change.type ?? 'normal';
      const reuse = { reuse: true, append: undefined, commandLine: undefined };
      const cmdline = kexecTools.nextCommandLine(machine.kernel.cmdline, reuse, type === 'crash');
      return {
        ...kexecTools.request(facts, { type, cmdline, withInitrd: facts.initrd.fileSize > 0 }),
        ...change,
      };
    },
  };
  const kinds = framework.parts(ACTOR);
  const declared = situation.actors.map((declaration): DeclaredActor => {
    const { actor, name: named = actor, options = {} } = declaration;
    // Options are the actor's own affair, which a table of all actors cannot say.
    const kind = kinds.get(actor) as ActorKind<unknown>;
    const [plugin, source] = [kinds.originOf(actor) ?? actor, kinds.sourceOf(actor)];
    const origin = `plugin ${plugin}${source === undefined ? '' : ` (${source})`}`;
    return { declaration, kind, actor: guardedActor(kind, origin, constants, named, options) };
  });
  const actors = declared.map(({ actor }) => actor);
  const machine = prepared(kernel, made.machine, situation, devices);
  return {
    kernel,
    actors,
    properties,
    initial: initialState(machine, actors),
    policies: constants.policies,
    looksAtCopy: constants.policies.some(({ checkCopy }) => checkCopy !== undefined),
    symmetries:
      constants.symmetry && areKnown(constants.policies, properties)
        ? symmetriesOf(constants, machine, declared)
        : [],
    firstGeneration: machine.kernel.generation,
  };
};

/** What a plugin's policies and properties tell apart, nobody knows. */
const areKnown = (policies: readonly Policy[], properties: readonly Property[]): boolean =>
  policies.every((policy) => POLICIES.includes(policy)) &&
  properties.every((property) => PROPERTIES.includes(property));

/** Every device gets its address beforehand, in the order of the situation, as if all were plugged at once. */
const placeDevices = (
  { memory, ...machine }: Machine,
  { devices }: Situation,
  baseOf: (platform: Machine['platform']) => number,
): ReadonlyMap<string, Dimm> => {
  const placed = new Map<string, Dimm>();
  let { platform } = machine;
  const base = baseOf(platform);
  for (const [id, { driver, ...described }] of Object.entries(devices)) {
    const size = 'blocks' in described ? described.blocks * memory.blockSize : described.size;
    const dimm: Dimm = {
      ...platforms.dimm(
        id,
        platforms.nextAddress(platform, base, size),
        size,
        0,
        platforms.nextSlot(platform),
      ),
      ...(driver === undefined ? {} : { driver }),
    };
    placed.set(id, dimm);
    platform = { ...platform, dimms: new Map([...platform.dimms, [id, dimm]]) };
  }
  return placed;
};

/** What happened before the initial state. @throws FormatError for what does not come about: then nothing would be explored */
const prepared = (
  kernel: Kernel,
  machine: Machine,
  { name, before = [] }: Situation,
  devices: ReadonlyMap<string, Dimm>,
): Machine => {
  let now = machine;
  for (const { plug, online } of before) {
    const dimm = devices.get(plug);
    if (dimm === undefined) throw new TypeError(`nobody described a device ${plug}`);
    const refused = (what: string, { errno, reason }: { readonly errno: Errno; readonly reason: string }) =>
      new FormatError({
        format: 'situation',
        field: `${name}: before: ${what}`,
        found: `refused: ${errno}, ${reason}`,
        allowed: `something that ${kernel.architecture.name} does`,
      });
    const added = kernel.apply<'dimm-add'>(now, { kind: 'dimm-add', dimm });
    if (!added.result.ok) throw refused(`plug ${plug}`, added.result);
    now = added.machine;
    if (online === undefined) continue;
    const { blockSize } = now.memory;
    const first = dimm.range.start / blockSize;
    const blocks = Array.from(
      { length: (dimm.range.end - dimm.range.start) / blockSize },
      (_, at) => first + at,
    );
    const onlined = kernel.apply<'online'>(now, { kind: 'online', word: online, blocks });
    const stubborn = onlined.result.ok ? onlined.result.value.find(({ result }) => !result.ok) : undefined;
    if (stubborn?.result.ok === false) throw refused(`online ${plug}`, stubborn.result);
    now = onlined.machine;
  }
  return now;
};
