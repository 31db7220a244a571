import type { Framework, Kernel, Machine } from '@warmboot/core';
import { platforms } from '@warmboot/core';

import type { Actor, ActorDeclaration, ActorKind, Constants, Model } from '@warmboot/explorer';
import { ACTOR, initialState, PROPERTIES } from '@warmboot/explorer';
import type { RecordedStep, TraceDirectory } from '@warmboot/scenario';
import { recordedCall, recordedLoad, recordedStart } from '@warmboot/scenario';

/** The kernel's worker, whom all the boards of a recording notify. */
const WORKER = 'hotplug';

/** A recording as a model, and the order in which its actors acted. */
export interface RecordedActors {
  readonly model: Model;
  /** By recorded step: who acts, one after the other, each until there is nothing left for him to do. */
  readonly turns: readonly (readonly string[])[];
}

const named = (actor: string, index: number, options: object, about = ''): ActorDeclaration => ({
  actor,
  name: `${actor} of step ${index}${about}`,
  options: { ...options },
});

/** Who does what a recorded step did. Steps that only look, or wait, are nobody's. */
const declarationsOf = (
  step: RecordedStep,
  index: number,
  path: () => string,
): readonly ActorDeclaration[] => {
  const { action, id = '', block = 0, state = '', kind, command = '' } = step;
  switch (action) {
    case 'boot':
    case 'settle':
    case 'vmcore-head':
      return [];
    case 'dimm-add':
      return [named('platform', index, { program: [{ insert: id }] })];
    case 'dimm-del':
      return [named('platform', index, { program: [{ eject: id }] })];
    case 'online': {
      // Every block that is offline, so device by device; one that went meanwhile has none.
      const blocks = Array.isArray(step.blocks) ? step.blocks : [];
      return blocks.map((one) =>
        named('administrator', index, { program: [{ online: one, type: kind }] }, `, ${one}`),
      );
    }
    case 'block-state': {
      const act = state === 'offline' ? { offline: block } : { online: block, type: state };
      return [named('administrator', index, { program: [act] })];
    }
    case 'kexec-load': {
      const image = /(^| )-p( |$)/.test(`${kind}`) ? 'crash' : 'normal';
      return [named('loader', index, { path: path(), image, old: true })];
    }
    case 'raw-load': {
      const { entry, segments } = recordedCall(step);
      const numbers = segments.map(({ mem, memsz, bufsz }) => ({
        mem: Number(mem),
        memsz: Number(memsz),
        bufsz: Number(bufsz),
      }));
      return [named('raw-loader', index, { entry: Number(entry), segments: numbers })];
    }
    case 'kexec-unload':
      return [
        named('administrator', index, { program: [{ unload: command.includes('-p') ? 'crash' : 'normal' }] }),
      ];
    case 'kexec-exec':
      return [named('exec', index, {})];
    case 'crash':
      return [named('crash', index, {})];
    default:
      throw new TypeError(`no actor does what the recorded step ${index}, ${action}, did`);
  }
};

/** The recorded machine, and somebody for each recorded step. */
export const recordedActors = (framework: Framework, directory: TraceDirectory): RecordedActors => {
  const { trace } = directory;
  const { kernel, machine } = recordedStart(framework, directory);
  const devices = new Map(
    trace.steps
      .filter(({ action, address }) => action === 'dimm-add' && address !== undefined)
      .map(({ id = '', address, size = 0, node, slot }) => [
        id,
        platforms.dimm(id, Number(address), size, node ?? 0, slot ?? 0),
      ]),
  );
  const constants = (index: number): Constants => ({
    kernel,
    policies: trace.policy === 'none' ? [] : [framework.policies.get(trace.policy)],
    devices,
    symmetry: true,
    memory: (name) => {
      const device = devices.get(name);
      return device === undefined ? machine.platform.bootRam : [device.range];
    },
    request: (seen, change) => ({ ...recordedLoad(kernel, trace, index, seen).request, ...change }),
  });
  const create = ({ name = '', actor, options }: ActorDeclaration, index: number): Actor =>
    (framework.parts(ACTOR).get(actor) as ActorKind<unknown>).create(constants(index), name, options ?? {});

  const worker = create({ actor: WORKER, name: WORKER }, 0);
  const actors: Actor[] = [worker];
  const turns = trace.steps.map((recorded, index) => {
    const step = withBlocks(recorded, [...devices.keys()]);
    const declared = declarationsOf(step, index, () => recordedLoad(kernel, trace, index, machine).path);
    actors.push(...declared.map((one) => create(one, index)));
    return [...declared.map(({ name = '' }) => name), WORKER];
  });
  return { model: modelFrom(kernel, actors, machine), turns };
};

/** `all` in other words: all devices, one after the other. */
const withBlocks = (step: RecordedStep, devices: readonly string[]): RecordedStep =>
  step.action === 'online' && step.blocks === 'all'
    ? ({ ...step, blocks: devices } as unknown as RecordedStep)
    : step;

const modelFrom = (kernel: Kernel, actors: readonly Actor[], machine: Machine): Model => ({
  kernel,
  actors,
  properties: PROPERTIES,
  initial: initialState(machine, actors),
  firstGeneration: machine.kernel.generation,
});
