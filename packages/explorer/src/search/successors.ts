import type { AtomicStep } from '../model/actor.js';
import { isLocal } from '../model/footprint.js';
import type { Applier, Execution, State, StepEffect } from '../model/state.js';
import { execute, isTerminal } from '../model/state.js';
import { BoundedMemo } from '../state/bounded-memo.js';
import type { CanonicalForms } from '../state/canonical-forms.js';
import { NO_EVENTS } from '../state/canonical-forms.js';
import { Channels, EMPTY } from '../state/channels.js';
import { LocalStates } from '../state/local-states.js';
import type { KernelAnswers } from './kernel-answers.js';
import { MemoisedKernel } from './memoised-kernel.js';
import type { Model } from './model.js';
import type { ActorFootprints, PersistentSets } from './persistent-set.js';
import type { StepNumbers } from './step-numbers.js';

/** The number of a terminal machine: nothing follows, so they are all one. */
export const TERMINAL = -1;

/** A message on its way: the place of the actor that it is for, and the number of the message. */
type Sent = readonly [to: number, message: number];

/** What follows a step, as far as that does not depend on the other actors. */
export interface Successor {
  /** Number of the machine; {@link TERMINAL} where nothing follows. */
  readonly machine: number;
  /** Number of what the actor itself knows then. */
  readonly local: number;
  readonly receives: boolean;
  /** Number of the events that are broadcast. */
  readonly events: number;
  readonly sent: readonly Sent[];
}

/** The steps of one actor that are enabled on a machine in one of his views. */
export interface Enabled extends ActorFootprints {
  /** Number of the view: what the actor knows, and the message that is deliverable. */
  readonly view: number;
  /** Numbers of the steps. */
  readonly numbers: readonly number[];
  readonly steps: readonly AtomicStep<unknown>[];
  /** By step; a step that was not executed yet has none. */
  readonly successors: (Successor | undefined)[];
}

/** A step that was executed for the first time. */
export interface Executed {
  readonly successor: Successor;
  readonly effect: StepEffect;
}

/** Sets of enabled steps that are kept, of all actors together; what was forgotten is found out again. */
const MEMO_LIMIT = 400_000;

const firstAlike = ({ actors, symmetries = [] }: Model): number[] => {
  const first = [...actors.keys()];
  for (const { members, of } of symmetries) {
    if (of === 'actors') for (const [place] of members) first[place!] = members[0]![0]!;
  }
  return first;
};

const NOTHING_SENT: readonly Sent[] = [];

/**
 * Which steps are enabled, and what follows each. A step depends on the machine and on the view of its actor, and not on the
 * local states of the others: so it is executed once for all the states that differ in nothing else, and the rest is looking up.
 */
export class Successors {
  readonly #model: Model;
  readonly #forms: CanonicalForms;
  readonly #persistentSets: PersistentSets;
  readonly #stepNumbers: StepNumbers;
  readonly #kernel: MemoisedKernel;
  readonly #channels = new Channels();
  /** By actor; those that are alike have them in common. */
  readonly #localStates: readonly LocalStates[];
  /** Each once. */
  readonly #differentLocalStates: readonly LocalStates[];
  /** By actor: the first of those that are like it. */
  readonly #firstAlike: readonly number[];
  /** Actors that have `onEvents`. */
  readonly #listeners: readonly number[];
  /** By actor; then by its view, and the machine. */
  readonly #enabled: readonly BoundedMemo<Enabled>[];
  /** By actor; then by its view: number of the future footprint. */
  readonly #futureFootprints: (number | undefined)[][];
  /** By actor; then by its view, and the id of a step: what came of a step on local state alone. */
  readonly #localSteps: (Map<string, Execution> | undefined)[][];
  /** Nothing is enabled: by number of the future footprint. */
  readonly #none: Enabled[] = [];

  constructor(
    model: Model,
    forms: CanonicalForms,
    answers: KernelAnswers,
    persistentSets: PersistentSets,
    stepNumbers: StepNumbers,
  ) {
    const { actors } = model;
    this.#model = model;
    this.#forms = forms;
    this.#persistentSets = persistentSets;
    this.#stepNumbers = stepNumbers;
    this.#kernel = new MemoisedKernel(model, forms, answers);
    this.#firstAlike = firstAlike(model);
    const own = actors.map((actor, index) => new LocalStates(actor, index, forms, this.#channels));
    this.#localStates = this.#firstAlike.map((first) => own[first]!);
    this.#differentLocalStates = [...new Set(this.#localStates)];
    this.#listeners = [...actors.keys()].filter((actor) => actors[actor]!.onEvents !== undefined);
    this.#enabled = actors.map(() => new BoundedMemo(MEMO_LIMIT / actors.length));
    this.#futureFootprints = actors.map(() => []);
    this.#localSteps = actors.map(() => []);
  }

  /** Answers at once what was asked in this search. */
  get kernel(): Applier {
    return this.#kernel;
  }

  /** Bytes that are held for local states and channels, about; what follows steps is counted with the machines. */
  get bytes(): number {
    return this.#differentLocalStates.reduce((sum, { bytes }) => sum + bytes, this.#channels.bytes);
  }

  /** A state as a vector of numbers: the machine, then the local state of each actor. */
  stateVector({ machine, localStates }: State): number[] {
    const numbers = localStates.map((local, actor) =>
      this.#localStates[actor]!.number(this.#forms.local(this.#firstAlike[actor]!, local), EMPTY),
    );
    return [this.#forms.machine(machine), ...numbers];
  }

  /** The state that a vector of numbers stands for. */
  state(vector: ArrayLike<number>): State {
    return {
      machine: this.#forms.machineAt(vector[0]!),
      localStates: this.#localStates.map((localStates, actor) => localStates.local(vector[actor + 1]!)),
      channels: this.#localStates.map((localStates, actor) => localStates.channel(vector[actor + 1]!)),
    };
  }

  /** What an actor could do on a machine, in that local state. */
  enabled(machine: number, actor: number, localState: number): Enabled {
    const view = this.#localStates[actor]!.view(localState);
    const known = this.#enabled[actor]!.get(view, machine);
    if (known !== undefined) return known;
    const enabled = this.#enabledOn(machine, actor, view);
    this.#enabled[actor]!.set(view, machine, enabled);
    return enabled;
  }

  /** Executes a step that has no successor yet. @returns that, and what the step did to the machine */
  execute(machine: number, actor: number, { view, steps, successors }: Enabled, at: number): Executed {
    const execution = this.#execute(machine, actor, view, steps[at]!);
    const successor = this.#successorOf(machine, actor, steps[at]!, execution);
    successors[at] = successor;
    return { successor, effect: execution.effect };
  }

  /** Writes the state vector that follows another one by a step of an actor. */
  writeSuccessor(successor: Successor, actor: number, vector: Int32Array, next: Int32Array): void {
    next[0] = successor.machine;
    if (successor.machine === TERMINAL) {
      next.fill(0, 1);
      return;
    }
    for (let at = 1; at < vector.length; at += 1) next[at] = vector[at]!;
    next[actor + 1] = this.#localStates[actor]!.afterStep(
      vector[actor + 1]!,
      successor.local,
      successor.receives,
    );
    if (successor.events !== NO_EVENTS) {
      for (const listener of this.#listeners)
        next[listener + 1] = this.#localStates[listener]!.afterEvents(next[listener + 1]!, successor.events);
    }
    for (const [to, message] of successor.sent)
      next[to + 1] = this.#localStates[to]!.afterMessage(next[to + 1]!, message);
  }

  /**
   * A step on local state alone is the same on every machine, and need not be executed twice. One that says so and acts on the
   * machine all the same is executed anew each time.
   */
  #execute(machine: number, actor: number, view: number, step: AtomicStep<unknown>): Execution {
    const self = this.#model.actors[actor]!;
    const now = this.#forms.machineAt(machine);
    const { reads, writes } = step.footprint;
    if (!reads.every(isLocal) || !writes.every(isLocal)) return execute(this.#kernel, self, now, step);
    const kept = this.#localSteps[actor]![view]?.get(step.id);
    if (kept !== undefined) {
      const here = { machine: now };
      return { ...kept, effect: { ...kept.effect, before: here, after: here } };
    }
    const execution = execute(this.#kernel, self, now, step);
    if (execution.effect.performed.length === 0)
      (this.#localSteps[actor]![view] ??= new Map<string, Execution>()).set(step.id, execution);
    return execution;
  }

  #successorOf(
    machine: number,
    actor: number,
    step: AtomicStep<unknown>,
    { effect, local, messages }: Execution,
  ): Successor {
    const { actors, firstGeneration } = this.#model;
    const receives = step.receives === true;
    const { machine: before } = effect.before;
    const { machine: after } = effect.after;
    if (isTerminal(after, firstGeneration))
      return { machine: TERMINAL, local: 0, receives, events: NO_EVENTS, sent: NOTHING_SENT };
    return {
      machine: after === before ? machine : this.#forms.machine(after, before),
      local: this.#forms.local(this.#firstAlike[actor]!, local),
      receives,
      events: this.#forms.events(effect.events),
      sent:
        messages.length === 0
          ? NOTHING_SENT
          : messages.flatMap((message) =>
              actors.flatMap(({ name }, to): Sent[] =>
                name === message.to ? [[to, this.#forms.message(message)]] : [],
              ),
            ),
    };
  }

  #enabledOn(machine: number, actor: number, view: number): Enabled {
    const localStates = this.#localStates[actor]!;
    const [local, message] = [localStates.localOf(view), localStates.messageOf(view)];
    const steps = this.#model.actors[actor]!.steps(local, this.#forms.machineAt(machine), message);
    const futureFootprint = (this.#futureFootprints[actor]![view] ??= this.#persistentSets.futureFootprintOf(
      actor,
      local,
      message,
    ));
    if (steps.length === 0)
      return (this.#none[futureFootprint] ??= {
        view,
        numbers: [],
        steps,
        footprint: undefined,
        futureFootprint,
        successors: [],
      });
    const { name } = this.#model.actors[actor]!;
    return {
      view,
      numbers: steps.map(({ id }) => this.#stepNumbers.number(name, id)),
      steps,
      footprint: this.#persistentSets.footprintOf(actor, steps),
      futureFootprint,
      successors: steps.map(() => undefined),
    };
  }
}
