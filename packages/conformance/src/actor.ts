import type { Machine } from '@warmboot/core';

import type {
  Actor,
  ActorKind,
  AtomicStep,
  Message,
  Model,
  State,
  StateComponent,
  TraceEntry,
} from '@warmboot/explorer';
import {
  ACTOR,
  deliverable,
  initialState,
  isTerminal,
  MACHINE_COMPONENTS,
  takeStep,
} from '@warmboot/explorer';
import type { Check, Finding, Skip } from './check/check.js';
import { examine } from './check/check.js';
import { calling, demand } from './check/nonconformity.js';
import { portraitOf, textOf } from './check/sameness.js';
import type { ExploredPartOptions } from './part-subject.js';
import { PartSubject } from './part-subject.js';

/** A kind of actor, and a situation in which it has something to do. */
export type ActorSubject = PartSubject<ActorKind<never>>;

/** The actor in the kit's own situation, unless there is a better one. */
export const actorSubject = (part: ActorKind<never>, options: ExploredPartOptions): ActorSubject =>
  new PartSubject(part, ACTOR, options, [{ actor: part.name }]);

const TIER = 'actor';

/** Steps that the kit tries before it believes that an actor has no end. */
const LONGEST_TRACE = 400;
/** States that are looked at. */
const MOST_STATES = 60;

/** A state of a trace, and which steps of the actor are enabled in it. */
interface Moment {
  readonly state: State;
  readonly local: unknown;
  /** The message that is deliverable. */
  readonly message: Message | undefined;
  readonly steps: readonly AtomicStep<unknown>[];
}

/** The model of a situation, and the actor that is looked at. */
interface Prepared {
  readonly model: Model;
  readonly actor: Actor;
  readonly name: string;
}

const prepare = (subject: ActorSubject): Prepared => {
  const { part, situation } = subject;
  const model = calling('create(constants, name, options)', 'return an actor; never throw', () =>
    subject.model(),
  );
  const declared = situation.actors.find(({ actor }) => actor === part.name);
  demand(
    declared !== undefined,
    `the situation ${situation.name} has no ${part.name} among its actors`,
    'give the kit a situation with the actor in it',
  );
  const name = declared.name ?? part.name;
  return { model, name, actor: model.actors.find((one) => one.name === name)! };
};

const stepsAt = (
  actor: Actor,
  { local, message }: Pick<Moment, 'local' | 'message'>,
  machine: Machine,
): readonly AtomicStep<unknown>[] =>
  calling('steps(local, machine, message)', 'return the steps that are possible; never throw', () =>
    actor.steps(local, machine, message),
  );

/** The moment of an actor in a state. */
const momentOf = (actors: readonly Actor[], state: State, index: number): Moment => {
  const actor = actors[index]!;
  const local = state.localStates[index];
  const message = deliverable(actor, local, state.channels[index]!);
  return { state, local, message, steps: stepsAt(actor, { local, message }, state.machine) };
};

/** Takes a step, and says whose fault it is when it throws. */
const taken = (
  { model: { kernel, actors } }: Prepared,
  state: State,
  index: number,
  step: AtomicStep<unknown>,
): TraceEntry =>
  calling(`${actors[index]!.name}: ${step.label}`, 'return the local state of the actor then', () =>
    takeStep(kernel, actors, state, index, step),
  );

/** The actor's moments in traces of the whole model, in which actors take turns. */
const moments = (prepared: Prepared): readonly Moment[] => {
  const { actors, initial, firstGeneration } = prepared.model;
  const at = actors.indexOf(prepared.actor);
  const found: Moment[] = [];
  for (const first of actors.keys()) {
    let state = initial;
    for (let turn = 0; turn < LONGEST_TRACE && found.length < MOST_STATES; turn += 1) {
      if (isTerminal(state.machine, firstGeneration)) break;
      const own = momentOf(actors, state, at);
      if (own.steps.length > 0) found.push(own);
      const order = [...actors.keys()].map((index) => (index + first + turn) % actors.length);
      const mover = order.find((index) => momentOf(actors, state, index).steps.length > 0);
      if (mover === undefined) break;
      state = taken(prepared, state, mover, momentOf(actors, state, mover).steps[0]!).after;
    }
  }
  return found;
};

const isComponent = (component: string): boolean =>
  (MACHINE_COMPONENTS as readonly string[]).includes(component) ||
  ['contents', 'virtioMem', 'events'].includes(component) ||
  component.startsWith('actor:') ||
  component.startsWith('channel:');

/** Parts of the machine that a step put something else into. */
const changed = (before: Machine, after: Machine): StateComponent[] =>
  (MACHINE_COMPONENTS as readonly (keyof Machine)[]).filter((key) => before[key] !== after[key]);

/** Reads a machine through a window that remembers what was looked at. */
const watched = (machine: Machine): { readonly machine: Machine; readonly seen: Set<string> } => {
  const seen = new Set<string>();
  const window = new Proxy(machine, {
    get: (target, key) => {
      if (typeof key === 'string') seen.add(key);
      return Reflect.get(target, key) as unknown;
    },
  });
  return { machine: window, seen };
};

const someMoments = (
  subject: ActorSubject,
): { readonly prepared: Prepared; readonly found: readonly Moment[] } => {
  const prepared = prepare(subject);
  const found = moments(prepared);
  demand(
    found.length > 0,
    `${prepared.name} never has anything to do in ${subject.situation.name}`,
    'give the kit a situation in which it has',
  );
  return { prepared, found };
};

/** What every actor holds. The search leaves out orders of events by what actors say of themselves. */
export const actorChecks: readonly Check<ActorSubject>[] = [
  {
    name: 'it says what it is, and its options in a schema',
    tier: TIER,
    run: ({ part }) => {
      demand(/^[a-z][a-z0-9-]*$/i.test(part.name), `its name is "${part.name}"`, 'use letters, digits and -');
      demand(part.description.trim() !== '', 'it has no description', 'say in a line what it does');
    },
  },
  {
    name: 'the same moment gives the same steps, each with an id of its own',
    tier: TIER,
    run: (subject) => {
      const { prepared, found } = someMoments(subject);
      for (const moment of found) {
        const ids = moment.steps.map(({ id }) => id);
        demand(
          new Set(ids).size === ids.length,
          `steps of one moment have the ids ${ids.join(', ')}`,
          'tell steps apart by their ids',
        );
        const again = stepsAt(prepared.actor, moment, moment.state.machine).map(({ id }) => id);
        demand(
          textOf(again) === textOf(ids),
          `the same moment gives ${ids.join(', ')} and then ${again.join(', ')}`,
          'compute steps from local, machine and message alone',
        );
      }
    },
  },
  {
    name: 'footprints name components of the state that exist',
    tier: TIER,
    run: (subject) => {
      const { found } = someMoments(subject);
      for (const { steps } of found) {
        for (const { label, footprint } of steps) {
          const odd = [...footprint.reads, ...footprint.writes].filter(
            (component) => !isComponent(component),
          );
          demand(
            odd.length === 0,
            `the footprint of "${label}" names ${odd.join(', ')}`,
            `use members of Machine, actor:NAME and channel:NAME (${MACHINE_COMPONENTS.join(', ')})`,
          );
        }
      }
    },
  },
  {
    name: 'a step writes nothing that its footprint does not say',
    tier: TIER,
    run: (subject) => {
      const { prepared, found } = someMoments(subject);
      const at = prepared.model.actors.indexOf(prepared.actor);
      for (const { state, local, steps } of found) {
        for (const step of steps) {
          const { after } = taken(prepared, state, at, step);
          const declared = new Set<string>(step.footprint.writes);
          const missing = changed(state.machine, after.machine).filter(
            (component) => !declared.has(component),
          );
          demand(
            missing.length === 0,
            `"${step.label}" writes ${missing.join(', ')}, and its footprint says ${[...declared].join(', ') || 'nothing'}`,
            'add these components to writes of the footprint: the search takes the step for independent of others',
          );
          const self = `actor:${prepared.name}`;
          demand(
            textOf(after.localStates[at]) === textOf(local) || declared.has(self),
            `"${step.label}" changes the local state of ${prepared.name}, and its footprint does not write ${self}`,
            `add '${self}' to writes of the footprint`,
          );
          const others = prepared.model.actors
            .filter((_, index) =>
              after.channels[index]!.some((message) => !state.channels[index]!.includes(message)),
            )
            .map(({ name }) => `channel:${name}`)
            .filter((component) => !declared.has(component));
          demand(
            others.length === 0,
            `"${step.label}" sends a message, and its footprint does not write ${others.join(', ')}`,
            'add these components to writes of the footprint',
          );
        }
      }
    },
  },
  {
    name: 'the messages that it can receive are in its footprints',
    tier: TIER,
    run: (subject) => {
      const { prepared, found } = someMoments(subject);
      const channel: StateComponent = `channel:${prepared.name}`;
      for (const { message, steps } of found) {
        for (const { label, footprint, receives } of steps) {
          demand(
            receives !== true || message !== undefined,
            `"${label}" receives a message, and none was deliverable`,
            'enable the step only where steps(local, machine, message) was given a message',
          );
          const touched = new Set<StateComponent>(receives === true ? footprint.writes : footprint.reads);
          demand(
            message === undefined || touched.has(channel),
            `"${label}" is enabled while a message is deliverable, and its footprint does not name ${channel}`,
            `add '${channel}' to reads of the footprint, and to writes where it receives the message`,
          );
        }
      }
    },
  },
  {
    name: 'what it looks at to find its steps is in their footprints',
    tier: TIER,
    run: (subject) => {
      const { prepared, found } = someMoments(subject);
      for (const { state, local, message, steps } of found) {
        const window = watched(state.machine);
        stepsAt(prepared.actor, { local, message }, window.machine);
        const declared = new Set<string>(
          steps.flatMap(({ footprint }) => [...footprint.reads, ...footprint.writes]),
        );
        const missing = [...window.seen].filter(
          (component) => isComponent(component) && !declared.has(component),
        );
        demand(
          missing.length === 0,
          `steps looks at ${missing.join(', ')}, and no footprint of its steps says so`,
          'add these components to reads of the footprint: what changes them may make the step impossible',
        );
      }
    },
  },
  {
    name: 'its future footprint covers its steps',
    tier: TIER,
    run: (subject) => {
      const { prepared, found } = someMoments(subject);
      // What it knows itself keeps its steps in order; nobody has to be told.
      const self: StateComponent = `actor:${prepared.name}`;
      for (const { local, message, steps } of found) {
        const future = calling('futureFootprint(local, message)', 'return a footprint', () =>
          prepared.actor.futureFootprint(local, message),
        );
        const covered = new Set<StateComponent>([...future.reads, ...future.writes, self]);
        for (const { label, footprint } of steps) {
          const reads = footprint.reads.filter((component) => !covered.has(component));
          const writes = footprint.writes.filter(
            (component) => component !== self && !future.writes.includes(component),
          );
          demand(
            reads.length === 0 && writes.length === 0,
            `"${label}" touches ${[...new Set([...reads, ...writes])].join(', ')}, and futureFootprint(local, message) does not`,
            'make futureFootprint the union of the footprints of all steps from there on',
          );
        }
      }
    },
  },
  {
    name: 'it comes to an end, and changes no machine in place',
    tier: TIER,
    run: (subject) => {
      const prepared = prepare(subject);
      const alone = [prepared.actor];
      const { kernel, firstGeneration } = prepared.model;
      let state = initialState(prepared.model.initial.machine, alone);
      for (let turn = 0; ; turn += 1) {
        demand(
          turn < LONGEST_TRACE,
          `it still has something to do after ${LONGEST_TRACE} steps`,
          'make every step take it nearer to having nothing left to do',
        );
        if (isTerminal(state.machine, firstGeneration)) return;
        const [step] = momentOf(alone, state, 0).steps;
        if (step === undefined) return;
        const before = portraitOf(kernel, state.machine);
        const { after } = takeStep(kernel, alone, state, 0, step);
        demand(
          portraitOf(kernel, state.machine) === before,
          `"${step.label}" changes the machine in place`,
          'change machines with context.apply alone',
        );
        state = after;
      }
    },
  },
];

/** What the kit finds of an actor. @throws TypeError for a skip without reason or test */
export const examineActor = (
  part: ActorKind<never>,
  { skip, ...options }: ExploredPartOptions & { readonly skip?: readonly Skip[] },
): readonly Finding[] => examine(actorChecks, actorSubject(part, options), skip);
