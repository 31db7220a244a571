import type {
  Action,
  ActionKind,
  ActionResults,
  Kernel,
  LogLine,
  Machine,
  MachineEvent,
} from '@warmboot/core';
import type { Actor, AtomicStep, Message, Performed, StepContext } from './actor.js';

/** A state of the model: the machine, and the local state and the channel of each actor, in the order of the actors. */
export interface State {
  readonly machine: Machine;
  readonly localStates: readonly unknown[];
  /** Messages that wait for each actor, oldest first. */
  readonly channels: readonly (readonly Message[])[];
}

/** The state in which nobody has done anything yet. */
export const initialState = (machine: Machine, actors: readonly Actor[]): State => ({
  machine,
  localStates: actors.map(({ start }) => start),
  channels: actors.map(() => []),
});

/** What one step did to the machine. That does not depend on local states of others. */
export interface StepEffect {
  readonly actor: string;
  readonly step: string;
  readonly label: string;
  readonly written?: AtomicStep<unknown>['written'];
  readonly performed: readonly Performed[];
  readonly events: readonly MachineEvent[];
  readonly log: readonly LogLine[];
  readonly before: Pick<State, 'machine'>;
  readonly after: Pick<State, 'machine'>;
}

/** One step of a trace, with the states around it. */
export interface TraceEntry extends StepEffect {
  readonly before: State;
  readonly after: State;
}

/** The programs of a kernel die with it: nothing follows a jump or a halt. */
export const isTerminal = (machine: Machine, firstGeneration: number): boolean =>
  machine.halted !== undefined || machine.kernel.generation > firstGeneration;

/** Whoever says what an action does to a machine. */
export type Applier = Pick<Kernel, 'apply'>;

class OneStep implements StepContext {
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

  send(message: Message): void {
    this.messages.push(message);
  }
}

/** What came of a step, for its actor and for the others. */
export interface Execution {
  readonly effect: StepEffect;
  /** The local state of the actor then. */
  readonly local: unknown;
  /** What is sent to others. */
  readonly messages: readonly Message[];
}

/** Executes one step of one actor. */
export const execute = (
  kernel: Applier,
  actor: Actor,
  machine: Machine,
  step: AtomicStep<unknown>,
): Execution => {
  const context = new OneStep(kernel, machine);
  const local = step.perform(context);
  const { performed, events, log, messages } = context;
  const effect: StepEffect = {
    actor: actor.name,
    step: step.id,
    label: step.label,
    ...(step.written === undefined ? {} : { written: step.written }),
    performed,
    events,
    log,
    before: { machine },
    after: { machine: context.machine },
  };
  return { effect, local, messages };
};

/** The message that an actor can receive now. */
export const deliverable = (actor: Actor, local: unknown, queued: readonly Message[]): Message | undefined =>
  actor.receives?.(local) === true ? queued[0] : undefined;

/** Takes one step of one actor: messages go into channels, events to whoever has `onEvents`. The state passed in is not
 * touched. */
export const takeStep = (
  kernel: Applier,
  actors: readonly Actor[],
  state: State,
  index: number,
  step: AtomicStep<unknown>,
): TraceEntry => {
  const { effect, local, messages } = execute(kernel, actors[index]!, state.machine, step);
  const localStates = actors.map((actor, at) => {
    const before = at === index ? local : state.localStates[at];
    return effect.events.length === 0 || actor.onEvents === undefined
      ? before
      : actor.onEvents(before, effect.events);
  });
  const channels = actors.map((actor, at) => {
    const queued = state.channels[at]!;
    const left = at === index && step.receives === true ? queued.slice(1) : queued;
    const sent = actor.receives === undefined ? [] : messages.filter(({ to }) => to === actor.name);
    return sent.length === 0 ? left : [...left, ...sent];
  });
  return { ...effect, before: state, after: { ...effect.after, localStates, channels } };
};
