import type { AtomicStep } from '../model/actor.js';
import { isPrivate } from '../model/footprint.js';
import type { Deed, Doing, World } from '../model/world.js';
import { isOver, perform } from '../model/world.js';
import type { Identity } from '../state/identity.js';
import { SILENCE } from '../state/identity.js';
import { EMPTY, Mailboxes } from '../state/mailboxes.js';
import { Minds } from '../state/minds.js';
import { Recent } from '../state/recent.js';
import type { Prospect, Reduction } from './ample.js';
import type { MoveNames } from './move-names.js';
import { RememberingKernel } from './remembering-kernel.js';
import type { Stagecraft } from './stagecraft.js';

/** The number of a machine on which the story is over: nothing follows, so they are all one. */
export const OVER = -1;

/** Something that an actor is told: its place in the cast, and the number of the message. */
type Told = readonly [to: number, message: number];

/** What came of a step. */
export interface Outcome {
  /** Number of the machine; {@link OVER} for an end. */
  readonly machine: number;
  /** Number of what the actor knows then. */
  readonly own: number;
  readonly takesMail: boolean;
  /** Number of what others hear. */
  readonly news: number;
  readonly told: readonly Told[];
}

/** What one actor could do, as far as it depends on the machine and on what he knows. */
export interface Choices extends Prospect {
  /** Number of what the actor knows and is shown. */
  readonly view: number;
  /** Numbers of the moves. */
  readonly moves: readonly number[];
  readonly steps: readonly AtomicStep<unknown>[];
  /** By step; a step that nobody took yet has none. */
  readonly outcomes: (Outcome | undefined)[];
}

/** A step that was taken for the first time. */
export interface Taken {
  readonly outcome: Outcome;
  readonly deed: Deed;
}

/** Choices that are kept, of all actors together; what was forgotten is found out again. */
const KEPT = 400_000;

const NOBODY: readonly Told[] = [];

/**
 * What actors can do, and what comes of it. A step depends on the machine and on what its actor knows and is shown, and not
 * on what the others know: so it is taken once for all the states that differ in nothing else, and the rest is looking up.
 */
export class Deeds {
  readonly #stage: Stagecraft;
  readonly #identity: Identity;
  readonly #reduction: Reduction;
  readonly #names: MoveNames;
  readonly #kernel: RememberingKernel;
  readonly #boxes = new Mailboxes();
  readonly #minds: readonly Minds[];
  /** Actors that hear what happens. */
  readonly #listeners: readonly number[];
  /** By actor; then by its view, and the machine. */
  readonly #choices: readonly Recent<Choices>[];
  /** By actor; then by its view: all that it may touch. */
  readonly #futures: (number | undefined)[][];
  /** By actor; then by its view, and the id of a step: what it thought. */
  readonly #thoughts: (Map<string, Doing> | undefined)[][];
  /** Nothing to do, by what may come yet. */
  readonly #none: Choices[] = [];

  constructor(stage: Stagecraft, identity: Identity, reduction: Reduction, names: MoveNames) {
    const { cast, kernel, firstGeneration } = stage;
    this.#stage = stage;
    this.#identity = identity;
    this.#reduction = reduction;
    this.#names = names;
    this.#kernel = new RememberingKernel(kernel, firstGeneration, identity);
    this.#minds = cast.map((actor, index) => new Minds(actor, index, identity, this.#boxes));
    this.#listeners = [...cast.keys()].filter((actor) => cast[actor]!.hear !== undefined);
    this.#choices = cast.map(() => new Recent(KEPT / cast.length));
    this.#futures = cast.map(() => []);
    this.#thoughts = cast.map(() => []);
  }

  /** Bytes that are held for what actors know and are told, about; what steps come to is counted with the machines. */
  get bytes(): number {
    return this.#minds.reduce((sum, { bytes }) => sum + bytes, this.#boxes.bytes);
  }

  /** A world as a row of numbers: the machine, then what each actor knows and was told. */
  row({ machine, locals }: World): number[] {
    const minds = locals.map((local, actor) =>
      this.#minds[actor]!.number(this.#identity.local(actor, local), EMPTY),
    );
    return [this.#identity.machine(machine), ...minds];
  }

  /** The world that a row of numbers stands for. */
  world(row: ArrayLike<number>): World {
    return {
      machine: this.#identity.machineAt(row[0]!),
      locals: this.#minds.map((minds, actor) => minds.local(row[actor + 1]!)),
      mail: this.#minds.map((minds, actor) => minds.mail(row[actor + 1]!)),
    };
  }

  /** What an actor could do on a machine, being of that mind. */
  choices(machine: number, actor: number, mind: number): Choices {
    const view = this.#minds[actor]!.view(mind);
    const known = this.#choices[actor]!.get(view, machine);
    if (known !== undefined) return known;
    const choices = this.#look(machine, actor, view);
    this.#choices[actor]!.set(view, machine, choices);
    return choices;
  }

  /** Takes a step that has no outcome yet. @returns what it did besides */
  take(machine: number, actor: number, { view, steps, outcomes }: Choices, at: number): Taken {
    const doing = this.#perform(machine, actor, view, steps[at]!);
    const outcome = this.#outcome(machine, actor, steps[at]!, doing);
    outcomes[at] = outcome;
    return { outcome, deed: doing.deed };
  }

  /** Writes the row that follows another one when an actor has taken a step. */
  follow(outcome: Outcome, actor: number, row: Int32Array, next: Int32Array): void {
    next[0] = outcome.machine;
    if (outcome.machine === OVER) {
      next.fill(0, 1);
      return;
    }
    for (let at = 1; at < row.length; at += 1) next[at] = row[at]!;
    next[actor + 1] = this.#minds[actor]!.after(row[actor + 1]!, outcome.own, outcome.takesMail);
    if (outcome.news !== SILENCE) {
      for (const listener of this.#listeners)
        next[listener + 1] = this.#minds[listener]!.hearing(next[listener + 1]!, outcome.news);
    }
    for (const [to, message] of outcome.told) next[to + 1] = this.#minds[to]!.told(next[to + 1]!, message);
  }

  /**
   * A step that touches nothing of the machine is the same on every machine: somebody thinks, and need not think it twice.
   * One that says so and acts all the same is taken anew each time.
   */
  #perform(machine: number, actor: number, view: number, step: AtomicStep<unknown>): Doing {
    const who = this.#stage.cast[actor]!;
    const now = this.#identity.machineAt(machine);
    const { reads, writes } = step.footprint;
    if (!reads.every(isPrivate) || !writes.every(isPrivate)) return perform(this.#kernel, who, now, step);
    const thought = this.#thoughts[actor]![view]?.get(step.id);
    if (thought !== undefined) {
      const here = { machine: now };
      return { ...thought, deed: { ...thought.deed, before: here, after: here } };
    }
    const doing = perform(this.#kernel, who, now, step);
    if (doing.deed.performed.length === 0)
      (this.#thoughts[actor]![view] ??= new Map<string, Doing>()).set(step.id, doing);
    return doing;
  }

  #outcome(
    machine: number,
    actor: number,
    step: AtomicStep<unknown>,
    { deed, own, messages }: Doing,
  ): Outcome {
    const { cast, firstGeneration } = this.#stage;
    const takesMail = step.takesMail === true;
    const { machine: before } = deed.before;
    const { machine: after } = deed.after;
    if (isOver(after, firstGeneration))
      return { machine: OVER, own: 0, takesMail, news: SILENCE, told: NOBODY };
    return {
      machine: after === before ? machine : this.#identity.machine(after, before),
      own: this.#identity.local(actor, own),
      takesMail,
      news: this.#identity.news(deed.events),
      told:
        messages.length === 0
          ? NOBODY
          : messages.flatMap((message) =>
              cast.flatMap(({ name }, to): Told[] =>
                name === message.to ? [[to, this.#identity.message(message)]] : [],
              ),
            ),
    };
  }

  #look(machine: number, actor: number, view: number): Choices {
    const minds = this.#minds[actor]!;
    const [local, mail] = [minds.localOf(view), minds.mailOf(view)];
    const steps = this.#stage.cast[actor]!.steps(local, this.#identity.machineAt(machine), mail);
    const future = (this.#futures[actor]![view] ??= this.#reduction.future(actor, local, mail));
    if (steps.length === 0)
      return (this.#none[future] ??= { view, moves: [], steps, touch: undefined, future, outcomes: [] });
    const { name } = this.#stage.cast[actor]!;
    return {
      view,
      moves: steps.map(({ id }) => this.#names.number(name, id)),
      steps,
      touch: this.#reduction.touch(actor, steps),
      future,
      outcomes: steps.map(() => undefined),
    };
  }
}
