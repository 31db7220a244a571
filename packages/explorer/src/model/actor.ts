import type {
  Action,
  ActionKind,
  ActionResults,
  Dimm,
  Kernel,
  LoadRequest,
  Machine,
  MachineEvent,
  Policy,
} from '@warmboot/core';
import type { AddressRange } from '@warmboot/address';
import type { Footprint } from './footprint.js';
import type { Json } from './json.js';

/** What a model is made with: the same in every state. */
export interface Constants {
  readonly kernel: Kernel;
  /** In force, in order. */
  readonly policies: readonly Policy[];
  /** Devices that may be plugged, by name; addresses are settled. */
  readonly devices: ReadonlyMap<string, Dimm>;
  /** Where named memory is or was: a device, or `boot` in its pieces. @throws TypeError for a name that nothing has */
  memory(name: string): readonly AddressRange[];
  /** Whether to take equal blocks for one. */
  readonly symmetry: boolean;
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

/** What one actor sends to another. It waits in the channel of the other, in the order of sending, until he receives it. */
export interface Message {
  readonly to: string;
  readonly text: string;
  readonly about: string;
}

/** What a step may do to the state. */
export interface StepContext {
  readonly machine: Machine;
  /** Carries out an action on the machine of this state. */
  apply<K extends ActionKind>(action: Extract<Action, { kind: K }>): ActionResults[K];
  /** Puts a message into the channel of another actor. Who has no `receives` has no channel, and is sent nothing. */
  send(message: Message): void;
}

/** Something that an actor could do now. It happens at once, as a whole. */
export interface AtomicStep<L> {
  /** Tells it from the actor's other steps in the same state. */
  readonly id: string;
  /** For people: `reads /proc/iomem`. */
  readonly label: string;
  readonly footprint: Footprint;
  /** It receives the message that is deliverable: the next one is deliverable from then on. */
  readonly receives?: true;
  /**
   * How a scenario writes this step, as a verb with what follows its colon. Needed where the actions of the step do not
   * say it: there are none, or the first of them stands on what the actor knew before.
   */
  readonly written?: Readonly<Record<string, Json>>;
  /** @returns the local state of the actor afterwards */
  perform(context: StepContext): L;
}

/**
 * Somebody who does things to the machine in an order of his own. What an actor knows is its local state, a value; its steps
 * read it and the machine and nothing else. An actor must come to an end: every step takes it nearer to having nothing left to do.
 */
export interface Actor<L = unknown> {
  readonly name: string;
  /** Its local state at the beginning. */
  readonly start: L;
  /**
   * Its enabled steps: one for a program, several for somebody who may choose.
   * @param message the oldest message in its channel, while {@link receives} says so
   */
  steps(local: L, machine: Machine, message?: Message): readonly AtomicStep<L>[];
  /**
   * All that its steps may touch from now to its end.
   * @param message as for {@link steps}: whoever may yet send it more has that in a footprint of his own
   */
  futureFootprint(local: L, message?: Message): Footprint;
  /** Whether messages are deliverable in this local state. Who has no such member is sent none. */
  receives?(local: L): boolean;
  /**
   * The action that it would take now if it had not to wait for a lock, as {@link Kernel.waitsFor} says. No step of it is
   * enabled meanwhile. Who has no such member never waits.
   */
  blocked?(local: L, machine: Machine, message?: Message): Action | undefined;
  /** Its local state after the events of a step, of somebody else or of its own: events are broadcast, not sent. */
  onEvents?(local: L, events: readonly MachineEvent[]): L;
}

/** Options of an actor as a situation writes them; plain data. */
export type ActorOptions = Readonly<Record<string, unknown>>;

/** A kind of actor, as a plugin brings it. */
export interface ActorKind<O = never> {
  /** The kind's name, as situations write it. */
  readonly name: string;
  readonly description: string;
  /**
   * JSON Schema of the options; without it there are none.
   * @param devices names of the situation's devices, which options may name
   */
  options?(devices: readonly string[]): object;
  /**
   * For symmetry: where what it loads can lie; nothing for one that loads nothing. A kind that has this member says that its
   * actors do not hang on their own names: two with the same options are alike. One that answers says besides that they do not
   * hang on names and addresses of devices, but for those that their options name in full, and that who has done something
   * never knows again just what he knew at the beginning.
   * @returns undefined where these options let an actor tell devices apart in another way
   */
  loadsWithin?(constants: Constants, options: O, machine: Machine): readonly AddressRange[] | undefined;
  /** Makes the actor from its declaration in a situation. */
  create(constants: Constants, name: string, options: O): Actor;
}
