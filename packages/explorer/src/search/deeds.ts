import type { AtomicStep, News } from '../actor/actor.js';
import type { Deed, World } from '../actor/world.js';
import { hearing, isOver, perform } from '../actor/world.js';
import type { Identity } from '../state/identity.js';
import { Recent } from '../state/recent.js';
import type { Reduction, Touch } from './ample.js';
import { RememberingKernel } from './remembering-kernel.js';
import type { Stagecraft } from './stagecraft.js';

/** The number of a machine on which the story is over: nothing follows, so they are all one. */
export const OVER = -1;

/** What came of a step. */
export interface Outcome {
  /** Number of the machine; {@link OVER} for an end. */
  readonly machine: number;
  /** Number of what the actor knows then. */
  readonly own: number;
  readonly news: News;
  /** What somebody knows then by what he knew, as far as it was asked. */
  heard?: Map<number, number>;
}

/** What one actor could do, as far as it depends on the machine and on what he knows. */
export interface Choices {
  readonly steps: readonly AtomicStep<unknown>[];
  /** What the steps touch together. */
  readonly touch: Touch | undefined;
  /** All that the actor may touch from now on. */
  readonly future: number;
  /** By step; a step that nobody took yet has none. */
  readonly outcomes: (Outcome | undefined)[];
}

/** Choices that are kept, of all actors together; what was forgotten is found out again. */
const KEPT = 100_000;

/** Many steps are heard by nobody. */
const SILENCE: News = { events: [], messages: [] };

/**
 * What actors can do, and what comes of it. A step depends on the machine and on what its actor knows, and not on what the
 * others know: so it is taken once for all the states that differ in nothing else, and the rest is looking up.
 */
export class Deeds {
  readonly #stage: Stagecraft;
  readonly #identity: Identity;
  readonly #reduction: Reduction;
  readonly #futures: Map<number, number>[];
  readonly #kernel: RememberingKernel;
  /** By actor; then by what he knows, and the machine. */
  readonly #choices: readonly Recent<Choices>[];
  /** Nothing to do, by what may come yet. */
  readonly #none: Choices[] = [];

  constructor(stage: Stagecraft, identity: Identity, reduction: Reduction) {
    this.#stage = stage;
    this.#identity = identity;
    this.#reduction = reduction;
    this.#futures = stage.cast.map(() => new Map());
    this.#kernel = new RememberingKernel(stage.kernel, stage.firstGeneration, identity);
    this.#choices = stage.cast.map(() => new Recent(KEPT / stage.cast.length));
  }

  /** What an actor could do on a machine, knowing what it knows. */
  choices(machine: number, actor: number, local: number): Choices {
    const known = this.#choices[actor]!.get(local, machine);
    if (known !== undefined) return known;
    const choices = this.#look(machine, actor, local);
    this.#choices[actor]!.set(local, machine, choices);
    return choices;
  }

  /** Takes a step. @param tell is told what happened, when it happens for the first time */
  outcome(machine: number, actor: number, choices: Choices, at: number, tell: (deed: Deed) => void): Outcome {
    const known = choices.outcomes[at];
    if (known !== undefined) return known;
    const { cast, firstGeneration } = this.#stage;
    const before = this.#identity.machineAt(machine);
    const { deed, own, news } = perform(this.#kernel, cast[actor]!, before, choices.steps[at]!);
    const { machine: after } = deed.after;
    const over = isOver(after, firstGeneration);
    const outcome: Outcome = {
      machine: over ? OVER : this.#identity.machine(after, before),
      own: over ? 0 : this.#identity.local(actor, own),
      news: news.events.length + news.messages.length === 0 ? SILENCE : news,
    };
    choices.outcomes[at] = outcome;
    tell(deed);
    return outcome;
  }

  /** What an actor knows after a step, by number: its own, or somebody else's that it heard of. */
  heard(outcome: Outcome, actor: number, local: number): number {
    const actors = this.#stage.cast;
    if (actors[actor]!.hear === undefined) return local;
    if (outcome.news === SILENCE) return local;
    const key = local * actors.length + actor;
    const known = outcome.heard?.get(key);
    if (known !== undefined) return known;
    const before = this.#identity.localAt(actor, local);
    const after = hearing(actors[actor]!, before, outcome.news);
    const number = after === before ? local : this.#identity.local(actor, after, before);
    (outcome.heard ??= new Map()).set(key, number);
    return number;
  }

  /** The world that a row of numbers stands for. */
  world(row: ArrayLike<number>): World {
    return {
      machine: this.#identity.machineAt(row[0]!),
      locals: this.#stage.cast.map((_, actor) => this.#identity.localAt(actor, row[actor + 1]!)),
    };
  }

  #look(machine: number, actor: number, local: number): Choices {
    const value = this.#identity.localAt(actor, local);
    const steps = this.#stage.cast[actor]!.steps(value, this.#identity.machineAt(machine));
    const future = this.#future(actor, local, value);
    if (steps.length === 0) return (this.#none[future] ??= { steps, touch: undefined, future, outcomes: [] });
    return {
      steps,
      touch: this.#reduction.touch(actor, steps),
      future,
      outcomes: steps.map(() => undefined),
    };
  }

  #future(actor: number, local: number, value: unknown): number {
    const known = this.#futures[actor]!.get(local);
    if (known !== undefined) return known;
    const future = this.#reduction.future(actor, value);
    this.#futures[actor]!.set(local, future);
    return future;
  }
}
