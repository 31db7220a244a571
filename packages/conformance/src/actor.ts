import type { Machine, WarmbootPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import type { Actor, ActorPart, AtomicStep, Place, Situation, Stagecraft } from '@warmboot/explorer';
import { hearing, MACHINE_PLACES, perform, setUp } from '@warmboot/explorer';
import type { Check, Finding, Skip } from './check.js';
import { examine } from './check.js';
import { calling, demand } from './nonconformity.js';
import { portraitOf, textOf } from './sameness.js';

/** A kind of actor, and a situation in which it has something to do. */
export interface ActorSubject {
  readonly part: ActorPart<never>;
  /** Whose cast has the actor, with options. */
  readonly situation: Situation;
  /** An architecture, and the actor's own plugin where it is not the explorer's. */
  readonly plugins: readonly WarmbootPlugin[];
  /** Name of the architecture. */
  readonly architecture: string;
}

const TIER = 'actor';

/** Steps that the kit tries before it believes that a story has no end. */
const LONGEST_STORY = 400;
/** States that are looked at. */
const MOST_STATES = 60;

/** A moment of the story, and what the actor could do in it. */
interface Moment {
  readonly machine: Machine;
  readonly local: unknown;
  readonly steps: readonly AtomicStep<unknown>[];
}

interface Stage {
  readonly craft: Stagecraft;
  readonly actor: Actor;
  readonly name: string;
}

const stageOf = ({ part, situation, plugins, architecture }: ActorSubject): Stage => {
  const craft = calling('create(setting, name, options)', 'return an actor; never throw', () =>
    setUp(new Framework(plugins), situation, { architecture, policies: [] }, []),
  );
  const role = situation.cast.find(({ actor }) => actor === part.name);
  demand(
    role !== undefined,
    `the situation ${situation.name} has no ${part.name} in its cast`,
    'give the kit a situation with the actor in it',
  );
  const name = role.name ?? part.name;
  return { craft, name, actor: craft.cast.find((one) => one.name === name)! };
};

const stepsAt = (actor: Actor, local: unknown, machine: Machine): readonly AtomicStep<unknown>[] =>
  calling('steps(local, machine)', 'return the steps that are possible; never throw', () =>
    actor.steps(local, machine),
  );

/** The actor's moments in stories that the whole cast plays, each actor taking turns. */
const moments = ({ craft, actor }: Stage): readonly Moment[] => {
  const { cast, kernel, world } = craft;
  const at = cast.indexOf(actor);
  const found: Moment[] = [];
  for (const first of cast.keys()) {
    let { machine, locals } = world;
    for (let turn = 0; turn < LONGEST_STORY && found.length < MOST_STATES; turn += 1) {
      if (machine.halted !== undefined || machine.kernel.generation > craft.firstGeneration) break;
      const own = stepsAt(actor, locals[at], machine);
      if (own.length > 0) found.push({ machine, local: locals[at], steps: own });
      const order = [...cast.keys()].map((index) => (index + first + turn) % cast.length);
      const mover = order.find((index) => cast[index]!.steps(locals[index], machine).length > 0);
      if (mover === undefined) break;
      const steps = cast[mover]!.steps(locals[mover], machine);
      const done = calling(
        `${cast[mover]!.name}: ${steps[0]!.label}`,
        'return what the actor knows then',
        () => perform(kernel, cast[mover]!, machine, steps[0]!),
      );
      machine = done.deed.after.machine;
      locals = locals.map((known, index) =>
        hearing(cast[index]!, index === mover ? done.own : known, done.news),
      );
    }
  }
  return found;
};

const isPlace = (place: string): boolean =>
  (MACHINE_PLACES as readonly string[]).includes(place) ||
  ['contents', 'virtioMem', 'news'].includes(place) ||
  place.startsWith('actor:');

/** Parts of the machine that a step put something else into. */
const changed = (before: Machine, after: Machine): Place[] =>
  (MACHINE_PLACES as readonly (keyof Machine)[]).filter((key) => before[key] !== after[key]);

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

const someMoments = (subject: ActorSubject): { readonly stage: Stage; readonly found: readonly Moment[] } => {
  const stage = stageOf(subject);
  const found = moments(stage);
  demand(
    found.length > 0,
    `${stage.name} never has anything to do in ${subject.situation.name}`,
    'give the kit a situation in which it has',
  );
  return { stage, found };
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
      const { stage, found } = someMoments(subject);
      for (const { machine, local, steps } of found) {
        const ids = steps.map(({ id }) => id);
        demand(
          new Set(ids).size === ids.length,
          `steps of one moment have the ids ${ids.join(', ')}`,
          'tell steps apart by their ids',
        );
        const again = stepsAt(stage.actor, local, machine).map(({ id }) => id);
        demand(
          textOf(again) === textOf(ids),
          `the same moment gives ${ids.join(', ')} and then ${again.join(', ')}`,
          'compute steps from local and machine alone',
        );
      }
    },
  },
  {
    name: 'footprints name places that exist',
    tier: TIER,
    run: (subject) => {
      const { found } = someMoments(subject);
      for (const { steps } of found) {
        for (const { label, footprint } of steps) {
          const odd = [...footprint.reads, ...footprint.writes].filter((place) => !isPlace(place));
          demand(
            odd.length === 0,
            `the footprint of "${label}" names ${odd.join(', ')}`,
            `use members of Machine and actor:NAME (${MACHINE_PLACES.join(', ')})`,
          );
        }
      }
    },
  },
  {
    name: 'a step writes nothing that its footprint does not say',
    tier: TIER,
    run: (subject) => {
      const { stage, found } = someMoments(subject);
      for (const { machine, local, steps } of found) {
        for (const step of steps) {
          const { deed, own } = calling(step.label, 'return what the actor knows then', () =>
            perform(stage.craft.kernel, stage.actor, machine, step),
          );
          const told = new Set<string>(step.footprint.writes);
          const missing = changed(machine, deed.after.machine).filter((place) => !told.has(place));
          demand(
            missing.length === 0,
            `"${step.label}" writes ${missing.join(', ')}, and its footprint says ${[...told].join(', ') || 'nothing'}`,
            'add these places to writes of the footprint: the search takes the step for independent of others',
          );
          const self = `actor:${stage.name}`;
          demand(
            textOf(own) === textOf(local) || told.has(self),
            `"${step.label}" changes what ${stage.name} knows, and its footprint does not write ${self}`,
            `add '${self}' to writes of the footprint`,
          );
        }
      }
    },
  },
  {
    name: 'what it looks at to find its steps is in their footprints',
    tier: TIER,
    run: (subject) => {
      const { stage, found } = someMoments(subject);
      for (const { machine, local, steps } of found) {
        const window = watched(machine);
        stepsAt(stage.actor, local, window.machine);
        const told = new Set<string>(
          steps.flatMap(({ footprint }) => [...footprint.reads, ...footprint.writes]),
        );
        const missing = [...window.seen].filter((place) => isPlace(place) && !told.has(place));
        demand(
          missing.length === 0,
          `steps looks at ${missing.join(', ')}, and no footprint of its steps says so`,
          'add these places to reads of the footprint: what changes them may make the step impossible',
        );
      }
    },
  },
  {
    name: 'its future covers its steps',
    tier: TIER,
    run: (subject) => {
      const { stage, found } = someMoments(subject);
      // What it knows itself keeps its steps in order; nobody has to be told.
      const self: Place = `actor:${stage.name}`;
      for (const { local, steps } of found) {
        const future = calling('future(local)', 'return a footprint', () => stage.actor.future(local));
        const covered = new Set<Place>([...future.reads, ...future.writes, self]);
        for (const { label, footprint } of steps) {
          const reads = footprint.reads.filter((place) => !covered.has(place));
          const writes = footprint.writes.filter((place) => place !== self && !future.writes.includes(place));
          demand(
            reads.length === 0 && writes.length === 0,
            `"${label}" touches ${[...new Set([...reads, ...writes])].join(', ')}, and future(local) does not`,
            'make future the union of the footprints of all steps from there on',
          );
        }
      }
    },
  },
  {
    name: 'it comes to an end, and changes no machine in place',
    tier: TIER,
    run: (subject) => {
      const { craft, actor } = stageOf(subject);
      let { machine } = craft.world;
      let local: unknown = actor.start;
      for (let turn = 0; ; turn += 1) {
        demand(
          turn < LONGEST_STORY,
          `it still has something to do after ${LONGEST_STORY} steps`,
          'make every step take it nearer to having nothing left to do',
        );
        if (machine.halted !== undefined || machine.kernel.generation > craft.firstGeneration) return;
        const [step] = stepsAt(actor, local, machine);
        if (step === undefined) return;
        const before = portraitOf(craft.kernel, machine);
        const done = perform(craft.kernel, actor, machine, step);
        demand(
          portraitOf(craft.kernel, machine) === before,
          `"${step.label}" changes the machine in place`,
          'change machines with stage.apply alone',
        );
        machine = done.deed.after.machine;
        local = hearing(actor, done.own, done.news);
      }
    },
  },
];

/** What the kit finds of an actor. @throws TypeError for a skip without reason or test */
export const examineActor = (
  part: ActorPart<never>,
  { skip, ...options }: Omit<ActorSubject, 'part'> & { readonly skip?: readonly Skip[] },
): readonly Finding[] => examine(actorChecks, { part, ...options }, skip);
