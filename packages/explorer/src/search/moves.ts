import type { Actor, AtomicStep } from '../actor/actor.js';
import type { World } from '../actor/world.js';
import { stepsOf } from '../actor/world.js';

/** A step that somebody could take now. */
export interface Move {
  readonly actor: number;
  readonly step: AtomicStep<unknown>;
}

/** Every step of every actor, in the order of the cast. */
export const movesOf = (cast: readonly Actor[], world: World): Move[] =>
  cast.flatMap((_, actor) => stepsOf(cast, world, actor).map((step) => ({ actor, step })));
