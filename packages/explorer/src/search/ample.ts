import type { Actor, AtomicStep, Message } from '../model/actor.js';
import type { Footprint, Place } from '../model/footprint.js';
import { independent, isPrivate, union } from '../model/footprint.js';

/** Writing these can make a property speak. */
const VISIBLE: readonly Place[] = ['kernel', 'halted', 'kexec', 'memory', 'hotplugBy'];

/** With what the declaration leaves to us: steps on the machine make news, and who listens hears them. */
const complete = (footprint: Footprint, actor: Actor): Footprint => {
  const speaks = footprint.writes.some((place) => !isPrivate(place));
  const listens = actor.hear !== undefined;
  return {
    reads: listens ? [...footprint.reads, 'news'] : footprint.reads,
    writes: speaks || listens ? [...footprint.writes, 'news'] : footprint.writes,
  };
};

/** A footprint by number, and whether a property could tell that it happened. */
export interface Touch {
  readonly number: number;
  readonly visible: boolean;
}

/** What the reduction has to know of an actor in a state. */
export interface Prospect {
  /** What its moves touch together; undefined where it has none. */
  readonly touch: Touch | undefined;
  /** Number of all that it may touch from now to its end. */
  readonly future: number;
}

/**
 * Finds the moves that have to be tried in a state for every verdict to come out as if all were: all moves of one actor,
 * when nothing that another may ever do touches what they touch, and no property can tell that they happened (persistent
 * sets with invisible steps). Otherwise all moves. That nothing is put off for ever is the search's affair.
 *
 * A search asks this of every state, and there are few different footprints: they get numbers, and what was found of two
 * is kept.
 */
export class Reduction {
  readonly #cast: readonly Actor[];
  readonly #footprints: Footprint[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #independent: (boolean | undefined)[][] = [];
  readonly #touches: readonly WeakMap<Footprint, Touch>[];

  constructor(cast: readonly Actor[]) {
    this.#cast = cast;
    this.#touches = cast.map(() => new WeakMap());
  }

  /** All that steps of an actor touch together. */
  touch(actor: number, steps: readonly AtomicStep<unknown>[]): Touch {
    const [first, ...others] = steps;
    if (first !== undefined && others.length === 0) return this.#touch(actor, first.footprint);
    return this.#touch(actor, union(...steps.map(({ footprint }) => footprint)));
  }

  /** All that an actor may touch from now to its end. */
  future(actor: number, local: unknown, mail: Message | undefined): number {
    return this.#touch(actor, this.#cast[actor]!.future(local, mail)).number;
  }

  /**
   * @param all what each actor can do now, and may do later
   * @returns the actor whose moves are enough; undefined where all have to be tried
   */
  enough(all: readonly Prospect[]): number | undefined {
    for (let actor = 0; actor < all.length; actor += 1) {
      const { touch } = all[actor]!;
      if (touch !== undefined && !touch.visible && this.#isAlone(all, actor, touch)) return actor;
    }
    return undefined;
  }

  #isAlone(all: readonly Prospect[], actor: number, touch: Touch): boolean {
    for (let other = 0; other < all.length; other += 1) {
      if (other !== actor && !this.#areIndependent(touch.number, all[other]!.future)) return false;
    }
    return true;
  }

  /** Actors say the same again and again, often with the same object. */
  #touch(actor: number, declared: Footprint): Touch {
    const known = this.#touches[actor]!.get(declared);
    if (known !== undefined) return known;
    const footprint = complete(declared, this.#cast[actor]!);
    const visible = footprint.writes.some((place) => VISIBLE.includes(place));
    const touch = { number: this.#number(footprint), visible };
    this.#touches[actor]!.set(declared, touch);
    return touch;
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
