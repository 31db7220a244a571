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

/** All there is at one instant: the machine, and what each actor knows, in the order of the cast. */
export interface World {
  readonly machine: Machine;
  readonly locals: readonly unknown[];
}

/** One step that was taken. */
export interface StepRecord {
  readonly actor: string;
  readonly step: string;
  readonly label: string;
  readonly performed: readonly Performed[];
  readonly events: readonly MachineEvent[];
  readonly log: readonly LogLine[];
  readonly before: World;
  readonly after: World;
}

/** The programs of a kernel die with it: nothing follows a jump or a halt. */
export const isOver = ({ machine }: World, firstGeneration: number): boolean =>
  machine.halted !== undefined || machine.kernel.generation > firstGeneration;

class OneStep implements Stage {
  readonly #kernel: Kernel;
  #machine: Machine;
  readonly performed: Performed[] = [];
  readonly events: MachineEvent[] = [];
  readonly log: LogLine[] = [];
  readonly messages: Message[] = [];

  constructor(kernel: Kernel, machine: Machine) {
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

/** Takes one step of one actor; the others hear of it. The world passed in is not touched. */
export const takeStep = (
  kernel: Kernel,
  cast: readonly Actor[],
  world: World,
  index: number,
  step: AtomicStep<unknown>,
): StepRecord => {
  const stage = new OneStep(kernel, world.machine);
  const own = step.perform(stage);
  const { events, messages } = stage;
  const locals = world.locals.map((before, at) => {
    const local = at === index ? own : before;
    const actor = cast[at]!;
    if (actor.hear === undefined || (events.length === 0 && messages.length === 0)) return local;
    const mine = messages.filter(({ to }) => to === actor.name);
    return actor.hear(local, { events, messages: mine });
  });
  return {
    actor: cast[index]!.name,
    step: step.id,
    label: step.label,
    performed: stage.performed,
    events,
    log: stage.log,
    before: world,
    after: { machine: stage.machine, locals },
  };
};
