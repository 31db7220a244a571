import type {
  Action,
  ActionKind,
  ActionResults,
  Dimm,
  Kernel,
  AddressRange,
  LoadRequest,
  Machine,
  MachineEvent,
  Policy,
} from '@warmboot/core';
import type { Json } from './json.js';
import type { Footprint } from './footprint.js';

/** What the stage is set with: the same for every order of events. */
export interface Setting {
  readonly kernel: Kernel;
  /** In force, in order. */
  readonly policies: readonly Policy[];
  /** Devices that may be plugged, by name; addresses are settled. */
  readonly devices: ReadonlyMap<string, Dimm>;
  /** Where named memory is or was: a device, or `boot`. @throws TypeError for a name that nothing has */
  memory(name: string): AddressRange;
  /** A load of the kernel that the situation is about. */
  request(machine: Machine, change: Partial<LoadRequest>): LoadRequest;
}

/** An action that a step carried out, and what it was answered. */
export type Performed = {
  [K in ActionKind]: {
    readonly action: Extract<Action, { kind: K }>;
    readonly result: ActionResults[K];
    /** The machine right before. */
    readonly before: Machine;
  };
}[ActionKind];

/** Something that one actor tells another. It waits, in the order of telling, until the other takes it. */
export interface Message {
  readonly to: string;
  readonly text: string;
  readonly about: string;
}

/** What a step may do to the world. */
export interface Stage {
  readonly machine: Machine;
  /** Carries out an action on the machine of this state. */
  apply<K extends ActionKind>(action: Extract<Action, { kind: K }>): ActionResults[K];
  /** Tells another actor, who takes the message when he comes to it. Whoever takes none is not told. */
  tell(message: Message): void;
}

/** Something that an actor could do now. It happens at once, as a whole. */
export interface AtomicStep<L> {
  /** Tells it from the actor's other steps in the same state. */
  readonly id: string;
  /** For people: `reads /proc/iomem`. */
  readonly label: string;
  readonly footprint: Footprint;
  /** It takes the message that was shown: the next one is shown from then on. */
  readonly takesMail?: true;
  /**
   * How a scenario writes this step, as a verb with what follows its colon. Needed where the actions of the step do not
   * say it: there are none, or the first of them stands on what the actor knew before.
   */
  readonly written?: Readonly<Record<string, Json>>;
  /** @returns what the actor knows afterwards */
  perform(stage: Stage): L;
}

/**
 * Somebody who does things to the machine in an order of his own. What an actor knows is a value; its steps read it and
 * the machine and nothing else. An actor must come to an end: every step takes it nearer to having nothing left to do.
 */
export interface Actor<L = unknown> {
  readonly name: string;
  /** What it knows at the beginning. */
  readonly start: L;
  /**
   * What it could do now: one step for a program, several for somebody who may choose.
   * @param mail the oldest message that waits for it, while {@link takesMail} says so
   */
  steps(local: L, machine: Machine, mail?: Message): readonly AtomicStep<L>[];
  /**
   * All that its steps may touch from now to its end.
   * @param mail as for {@link steps}: whoever may yet tell it more has that in a footprint of his own
   */
  future(local: L, mail?: Message): Footprint;
  /** Whether it looks at its messages in this state of mind. Who has no such member gets none. */
  takesMail?(local: L): boolean;
  /** What it learns from what happens to the machine in a step, of somebody else or of its own. */
  hear?(local: L, events: readonly MachineEvent[]): L;
}

/** Options of an actor as a situation writes them; plain data. */
export type ActorOptions = Readonly<Record<string, unknown>>;

/** A kind of actor, as a plugin brings it. */
export interface ActorPart<O = never> {
  /** The kind's name, as situations write it. */
  readonly name: string;
  readonly description: string;
  /**
   * JSON Schema of the options; without it there are none.
   * @param devices names of the situation's devices, which options may name
   */
  options?(devices: readonly string[]): object;
  /** Makes the actor from what a cast says of it. */
  create(setting: Setting, name: string, options: O): Actor;
}
