import type { Actor, AtomicStep, Message } from '../model/actor.js';
import type { Footprint, StateComponent } from '../model/footprint.js';
import { independent, isLocal, union } from '../model/footprint.js';

/** Writing these is visible: it can change what a property says. */
const VISIBLE: readonly StateComponent[] = ['kernel', 'halted', 'kexec', 'memory', 'locks'];

/** With what the declaration leaves to us: steps on the machine make events, and whoever has `onEvents` reads them. */
const complete = (footprint: Footprint, actor: Actor): Footprint => {
  const acts = footprint.writes.some((component) => !isLocal(component));
  const listens = actor.onEvents !== undefined;
  return {
    reads: listens ? [...footprint.reads, 'events'] : footprint.reads,
    writes: acts || listens ? [...footprint.writes, 'events'] : footprint.writes,
  };
};

/** A footprint by its number, and whether it is visible to properties. */
export interface NumberedFootprint {
  readonly number: number;
  readonly visible: boolean;
}

/** The footprints of one actor in a state. */
export interface ActorFootprints {
  /** What its enabled steps touch together; undefined where it has none. */
  readonly footprint: NumberedFootprint | undefined;
  /** Number of all that it may touch from now to its end. */
  readonly futureFootprint: number;
}

/**
 * Finds a persistent set of the steps that are enabled in a state: all steps of one actor, when they are independent of all
 * that the others may ever do and invisible to properties. To take these alone gives the verdicts that all would give.
 * Otherwise all steps. That none is put off for ever (the cycle proviso) is the search's affair.
 *
 * A search asks this of every state, and there are few different footprints: they get numbers, and what was found of two
 * is kept.
 */
export class PersistentSets {
  readonly #actors: readonly Actor[];
  readonly #footprints: Footprint[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #independent: (boolean | undefined)[][] = [];
  readonly #numbered: readonly WeakMap<Footprint, NumberedFootprint>[];

  constructor(actors: readonly Actor[]) {
    this.#actors = actors;
    this.#numbered = actors.map(() => new WeakMap());
  }

  /** All that steps of an actor touch together. */
  footprintOf(actor: number, steps: readonly AtomicStep<unknown>[]): NumberedFootprint {
    const [first, ...others] = steps;
    if (first !== undefined && others.length === 0) return this.#numberedOf(actor, first.footprint);
    return this.#numberedOf(actor, union(...steps.map(({ footprint }) => footprint)));
  }

  /** All that an actor may touch from now to its end. */
  futureFootprintOf(actor: number, local: unknown, message: Message | undefined): number {
    return this.#numberedOf(actor, this.#actors[actor]!.futureFootprint(local, message)).number;
  }

  /**
   * @param all the footprints of each actor
   * @returns the actor whose steps are a persistent set; undefined where all have to be taken
   */
  persistentActor(all: readonly ActorFootprints[]): number | undefined {
    for (let actor = 0; actor < all.length; actor += 1) {
      const { footprint } = all[actor]!;
      if (footprint !== undefined && !footprint.visible && this.#isPersistent(all, actor, footprint))
        return actor;
    }
    return undefined;
  }

  #isPersistent(all: readonly ActorFootprints[], actor: number, footprint: NumberedFootprint): boolean {
    for (let other = 0; other < all.length; other += 1) {
      if (other !== actor && !this.#areIndependent(footprint.number, all[other]!.futureFootprint))
        return false;
    }
    return true;
  }

  /** Actors say the same again and again, often with the same object. */
  #numberedOf(actor: number, declared: Footprint): NumberedFootprint {
    const known = this.#numbered[actor]!.get(declared);
    if (known !== undefined) return known;
    const footprint = complete(declared, this.#actors[actor]!);
    const visible = footprint.writes.some((component) => VISIBLE.includes(component));
    const numbered = { number: this.#number(footprint), visible };
    this.#numbered[actor]!.set(declared, numbered);
    return numbered;
  }

  #number(footprint: Footprint): number {
    const { reads, writes } = footprint;
    const text = `${[...reads].sort().join(' ')} / ${[...writes].sort().join(' ')}`;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#footprints.length);
    this.#footprints.push(footprint);
    this.#independent.push([]);
    return this.#footprints.length - 1;
  }

  #areIndependent(a: number, b: number): boolean {
    return (this.#independent[a]![b] ??= independent(this.#footprints[a]!, this.#footprints[b]!));
  }
}
