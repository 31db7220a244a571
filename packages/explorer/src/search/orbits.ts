import type { Symmetry } from '../model/symmetry.js';

/** A place of an actor among the members of a symmetry. */
interface Place {
  readonly symmetry: Symmetry;
  readonly member: number;
  readonly position: number;
}

/**
 * Which steps of a state are images of others under a symmetry of that state. Only steps are left out, never states taken for
 * others: a path stays what somebody can do, and its images are as long as it is. So verdicts and lengths of shortest paths are
 * those of the whole search.
 */
export class Orbits {
  readonly #initial: Int32Array;
  /** By actor. */
  readonly #places: readonly (readonly Place[])[];

  /** @param initial the state vector in which nobody has done anything */
  constructor(symmetries: readonly Symmetry[], initial: ArrayLike<number>) {
    this.#initial = Int32Array.from(initial);
    const places = Array.from({ length: initial.length - 1 }, (): Place[] => []);
    for (const symmetry of symmetries) {
      for (const [member, actors] of symmetry.members.entries())
        for (const [position, actor] of actors.entries()) places[actor]!.push({ symmetry, member, position });
    }
    this.#places = places;
  }

  /** Whether all that an actor can do in a state is the image of what another one can do there who comes before it. */
  isImage(vector: ArrayLike<number>, actor: number): boolean {
    for (const place of this.#places[actor]!) if (this.#isImageAt(vector, place)) return true;
    return false;
  }

  #isImageAt(vector: ArrayLike<number>, { symmetry: { members, of }, member, position }: Place): boolean {
    if (of === 'devices' && !this.#isUntouched(vector, members[member]!)) return false;
    for (let before = 0; before < member; before += 1) {
      const others = members[before]!;
      if (
        of === 'devices'
          ? this.#isUntouched(vector, others)
          : vector[others[position]! + 1] === vector[members[member]![position]! + 1]
      )
        return true;
    }
    return false;
  }

  #isUntouched(vector: ArrayLike<number>, actors: readonly number[]): boolean {
    for (const actor of actors) if (vector[actor + 1] !== this.#initial[actor + 1]) return false;
    return true;
  }
}
