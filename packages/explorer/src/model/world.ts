import type {
  Action,
  ActionKind,
  ActionResults,
  Kernel,
  LogLine,
  Machine,
  MachineEvent,
} from '@warmboot/core';
import type { Actor, AtomicStep, Message, Performed, Stage } from './actor.js';

/** All there is at one instant: the machine, and what each actor knows and was told, in the order of the cast. */
export interface World {
  readonly machine: Machine;
  readonly locals: readonly unknown[];
  /** Messages that wait for each actor, oldest first. */
  readonly mail: readonly (readonly Message[])[];
}

/** The world when the curtain rises. */
export const openingWorld = (machine: Machine, cast: readonly Actor[]): World => ({
  machine,
  locals: cast.map(({ start }) => start),
  mail: cast.map(() => []),
});

/** What one step did to the machine. That does not depend on what others know. */
export interface Deed {
  readonly actor: string;
  readonly step: string;
  readonly label: string;
  readonly written?: AtomicStep<unknown>['written'];
  readonly performed: readonly Performed[];
  readonly events: readonly MachineEvent[];
  readonly log: readonly LogLine[];
  readonly before: Pick<World, 'machine'>;
  readonly after: Pick<World, 'machine'>;
}

/** One step that was taken, and the world around it. */
export interface StepRecord extends Deed {
  readonly before: World;
  readonly after: World;
}

/** The programs of a kernel die with it: nothing follows a jump or a halt. */
export const isOver = (machine: Machine, firstGeneration: number): boolean =>
  machine.halted !== undefined || machine.kernel.generation > firstGeneration;

/** Whoever says what an action does to a machine. */
export type Applier = Pick<Kernel, 'apply'>;

class OneStep implements Stage {
  readonly #kernel: Applier;
  #machine: Machine;
  readonly performed: Performed[] = [];
  readonly events: MachineEvent[] = [];
  readonly log: LogLine[] = [];
  readonly messages: Message[] = [];

  constructor(kernel: Applier, machine: Machine) {
    this.#kernel = kernel;
    this.#machine = machine;
  }

  get machine(): Machine {
    return this.#machine;
  }

  apply<K extends ActionKind>(action: Extract<Action, { kind: K }>): ActionResults[K] {
    const before = this.#machine;
    const { machine, result, events, log } = this.#kernel.apply<K>(before, action);
    this.#machine = machine;
    // An action and its result belong together, which TypeScript cannot follow through a union.
    this.performed.push({ action, result, before } as unknown as Performed);
    this.events.push(...events);
    this.log.push(...log);
    return result;
  }

  tell(message: Message): void {
    this.messages.push(message);
  }
}

/** What came of a step, for whoever took it and for the others. */
export interface Doing {
  readonly deed: Deed;
  /** What the actor knows then. */
  readonly own: unknown;
  /** What others are told. */
  readonly messages: readonly Message[];
}

/** Carries out one step of one actor. */
export const perform = (
  kernel: Applier,
  actor: Actor,
  machine: Machine,
  step: AtomicStep<unknown>,
): Doing => {
  const stage = new OneStep(kernel, machine);
  const own = step.perform(stage);
  const { performed, events, log, messages } = stage;
  const deed: Deed = {
    actor: actor.name,
    step: step.id,
    label: step.label,
    ...(step.written === undefined ? {} : { written: step.written }),
    performed,
    events,
    log,
    before: { machine },
    after: { machine: stage.machine },
  };
  return { deed, own, messages };
};

/** The message that an actor is shown. */
export const shownMail = (actor: Actor, local: unknown, waiting: readonly Message[]): Message | undefined =>
  actor.takesMail?.(local) === true ? waiting[0] : undefined;

/** Takes one step of one actor; the others hear of it. The world passed in is not touched. */
export const takeStep = (
  kernel: Applier,
  cast: readonly Actor[],
  world: World,
  index: number,
  step: AtomicStep<unknown>,
): StepRecord => {
  const { deed, own, messages } = perform(kernel, cast[index]!, world.machine, step);
  const locals = cast.map((actor, at) => {
    const before = at === index ? own : world.locals[at];
    return deed.events.length === 0 || actor.hear === undefined ? before : actor.hear(before, deed.events);
  });
  const mail = cast.map((actor, at) => {
    const waiting = world.mail[at]!;
    const left = at === index && step.takesMail === true ? waiting.slice(1) : waiting;
    const come = actor.takesMail === undefined ? [] : messages.filter(({ to }) => to === actor.name);
    return come.length === 0 ? left : [...left, ...come];
  });
  return { ...deed, before: world, after: { ...deed.after, locals, mail } };
};
