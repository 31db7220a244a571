import type { Machine, WarmbootPlugin } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import type {
  Actor,
  ActorPart,
  AtomicStep,
  Message,
  Place,
  Situation,
  Stagecraft,
  StepRecord,
  World,
} from '@warmboot/explorer';
import { isOver, MACHINE_PLACES, openingWorld, setUp, shownMail, takeStep } from '@warmboot/explorer';
import type { Check, Finding, Skip } from './check/check.js';
import { examine } from './check/check.js';
import { calling, demand } from './check/nonconformity.js';
import { portraitOf, textOf } from './check/sameness.js';

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
  readonly world: World;
  readonly local: unknown;
  /** The message that it is shown. */
  readonly mail: Message | undefined;
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

const stepsAt = (
  actor: Actor,
  { local, mail }: Pick<Moment, 'local' | 'mail'>,
  machine: Machine,
): readonly AtomicStep<unknown>[] =>
  calling('steps(local, machine, mail)', 'return the steps that are possible; never throw', () =>
    actor.steps(local, machine, mail),
  );

/** Somebody's moment in a world. */
const momentOf = (cast: readonly Actor[], world: World, index: number): Moment => {
  const actor = cast[index]!;
  const local = world.locals[index];
  const mail = shownMail(actor, local, world.mail[index]!);
  return { world, local, mail, steps: stepsAt(actor, { local, mail }, world.machine) };
};

/** Takes a step, and says whose fault it is when it throws. */
const taken = (
  { craft: { kernel, cast } }: Stage,
  world: World,
  index: number,
  step: AtomicStep<unknown>,
): StepRecord =>
  calling(`${cast[index]!.name}: ${step.label}`, 'return what the actor knows then', () =>
    takeStep(kernel, cast, world, index, step),
  );

/** The actor's moments in stories that the whole cast plays, each actor taking turns. */
const moments = (stage: Stage): readonly Moment[] => {
  const { cast, world: begin, firstGeneration } = stage.craft;
  const at = cast.indexOf(stage.actor);
  const found: Moment[] = [];
  for (const first of cast.keys()) {
    let world = begin;
    for (let turn = 0; turn < LONGEST_STORY && found.length < MOST_STATES; turn += 1) {
      if (isOver(world.machine, firstGeneration)) break;
      const own = momentOf(cast, world, at);
      if (own.steps.length > 0) found.push(own);
      const order = [...cast.keys()].map((index) => (index + first + turn) % cast.length);
      const mover = order.find((index) => momentOf(cast, world, index).steps.length > 0);
      if (mover === undefined) break;
      world = taken(stage, world, mover, momentOf(cast, world, mover).steps[0]!).after;
    }
  }
  return found;
};

const isPlace = (place: string): boolean =>
  (MACHINE_PLACES as readonly string[]).includes(place) ||
  ['contents', 'virtioMem', 'news'].includes(place) ||
  place.startsWith('actor:') ||
  place.startsWith('mail:');

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
      for (const moment of found) {
        const ids = moment.steps.map(({ id }) => id);
        demand(
          new Set(ids).size === ids.length,
          `steps of one moment have the ids ${ids.join(', ')}`,
          'tell steps apart by their ids',
        );
        const again = stepsAt(stage.actor, moment, moment.world.machine).map(({ id }) => id);
        demand(
          textOf(again) === textOf(ids),
          `the same moment gives ${ids.join(', ')} and then ${again.join(', ')}`,
          'compute steps from local, machine and mail alone',
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
            `use members of Machine, actor:NAME and mail:NAME (${MACHINE_PLACES.join(', ')})`,
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
      const at = stage.craft.cast.indexOf(stage.actor);
      for (const { world, local, steps } of found) {
        for (const step of steps) {
          const { after } = taken(stage, world, at, step);
          const told = new Set<string>(step.footprint.writes);
          const missing = changed(world.machine, after.machine).filter((place) => !told.has(place));
          demand(
            missing.length === 0,
            `"${step.label}" writes ${missing.join(', ')}, and its footprint says ${[...told].join(', ') || 'nothing'}`,
            'add these places to writes of the footprint: the search takes the step for independent of others',
          );
          const self = `actor:${stage.name}`;
          demand(
            textOf(after.locals[at]) === textOf(local) || told.has(self),
            `"${step.label}" changes what ${stage.name} knows, and its footprint does not write ${self}`,
            `add '${self}' to writes of the footprint`,
          );
          const others = stage.craft.cast
            .filter((_, index) => after.mail[index]!.some((message) => !world.mail[index]!.includes(message)))
            .map(({ name }) => `mail:${name}`)
            .filter((place) => !told.has(place));
          demand(
            others.length === 0,
            `"${step.label}" tells somebody, and its footprint does not write ${others.join(', ')}`,
            'add these places to writes of the footprint',
          );
        }
      }
    },
  },
  {
    name: 'what it is shown and takes of its mail is in its footprints',
    tier: TIER,
    run: (subject) => {
      const { stage, found } = someMoments(subject);
      const box: Place = `mail:${stage.name}`;
      for (const { mail, steps } of found) {
        for (const { label, footprint, takesMail } of steps) {
          demand(
            takesMail !== true || mail !== undefined,
            `"${label}" takes a message, and none was shown`,
            'offer the step only where steps(local, machine, mail) was given a message',
          );
          const touched = new Set<Place>(takesMail === true ? footprint.writes : footprint.reads);
          demand(
            mail === undefined || touched.has(box),
            `"${label}" is offered while a message is shown, and its footprint does not name ${box}`,
            `add '${box}' to reads of the footprint, and to writes where it takes the message`,
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
      for (const { world, local, mail, steps } of found) {
        const window = watched(world.machine);
        stepsAt(stage.actor, { local, mail }, window.machine);
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
      for (const { local, mail, steps } of found) {
        const future = calling('future(local, mail)', 'return a footprint', () =>
          stage.actor.future(local, mail),
        );
        const covered = new Set<Place>([...future.reads, ...future.writes, self]);
        for (const { label, footprint } of steps) {
          const reads = footprint.reads.filter((place) => !covered.has(place));
          const writes = footprint.writes.filter((place) => place !== self && !future.writes.includes(place));
          demand(
            reads.length === 0 && writes.length === 0,
            `"${label}" touches ${[...new Set([...reads, ...writes])].join(', ')}, and future(local, mail) does not`,
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
      const stage = stageOf(subject);
      const alone = [stage.actor];
      const { kernel, firstGeneration } = stage.craft;
      let world = openingWorld(stage.craft.world.machine, alone);
      for (let turn = 0; ; turn += 1) {
        demand(
          turn < LONGEST_STORY,
          `it still has something to do after ${LONGEST_STORY} steps`,
          'make every step take it nearer to having nothing left to do',
        );
        if (isOver(world.machine, firstGeneration)) return;
        const [step] = momentOf(alone, world, 0).steps;
        if (step === undefined) return;
        const before = portraitOf(kernel, world.machine);
        const { after } = takeStep(kernel, alone, world, 0, step);
        demand(
          portraitOf(kernel, world.machine) === before,
          `"${step.label}" changes the machine in place`,
          'change machines with stage.apply alone',
        );
        world = after;
      }
    },
  },
];

/** What the kit finds of an actor. @throws TypeError for a skip without reason or test */
export const examineActor = (
  part: ActorPart<never>,
  { skip, ...options }: Omit<ActorSubject, 'part'> & { readonly skip?: readonly Skip[] },
): readonly Finding[] => examine(actorChecks, { part, ...options }, skip);
