import type {
  Action,
  ActionKind,
  ActionResults,
  Kernel,
  LogLine,
  Machine,
  MachineEvent,
} from '@warmboot/core';
import type { Actor, AtomicStep, Message, News, Performed, Stage } from './actor.js';

/** All there is at one instant: the machine, and what each actor knows, in the order of the cast. */
export interface World {
  readonly machine: Machine;
  readonly locals: readonly unknown[];
}

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

/** Carries out one step of one actor. @returns what it did, what the actor knows then, and what others hear of it */
export const perform = (
  kernel: Applier,
  actor: Actor,
  machine: Machine,
  step: AtomicStep<unknown>,
): { readonly deed: Deed; readonly own: unknown; readonly news: News } => {
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
  return { deed, own, news: { events, messages } };
};

/** What an actor knows after it heard of a step. */
export const hearing = (actor: Actor, local: unknown, { events, messages }: News): unknown => {
  if (actor.hear === undefined || (events.length === 0 && messages.length === 0)) return local;
  return actor.hear(local, { events, messages: messages.filter(({ to }) => to === actor.name) });
};

/** Takes one step of one actor; the others hear of it. The world passed in is not touched. */
export const takeStep = (
  kernel: Kernel,
  cast: readonly Actor[],
  world: World,
  index: number,
  step: AtomicStep<unknown>,
): StepRecord => {
  const { deed, own, news } = perform(kernel, cast[index]!, world.machine, step);
  const locals = world.locals.map((before, at) => hearing(cast[at]!, at === index ? own : before, news));
  return { ...deed, before: world, after: { ...deed.after, locals } };
};
