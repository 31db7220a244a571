/**
 * Actors that can change places, and what is theirs with them, without anything being another story for it: an automorphism
 * of the model for every two of the members. Where a state is its own image under one, a step and its image lead to images
 * of each other, and one of the two is enough.
 */
export interface Symmetry {
  /** Of each member its actors, by their places in the model; those at one position do the same. In the order of the first. */
  readonly members: readonly (readonly number[])[];
  /**
   * `devices`: actors act for a device each, all alike at the beginning, and a state is its own image as long as none of the
   * actors of two of them has done anything. `actors`: they are alike whenever their local states are.
   */
  readonly of: 'devices' | 'actors';
}
