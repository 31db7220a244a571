import type { Actor, AtomicStep } from '../actor/actor.js';
import type { Footprint, Place } from '../actor/footprint.js';
import { independent } from '../actor/footprint.js';
import type { World } from '../actor/world.js';

/** A step that somebody could take now. */
export interface Move {
  readonly actor: number;
  readonly step: AtomicStep<unknown>;
}

/** Every step of every actor, in the order of the cast. */
export const movesOf = (cast: readonly Actor[], { machine, locals }: World): Move[] =>
  cast.flatMap((actor, index) => actor.steps(locals[index], machine).map((step) => ({ actor: index, step })));

/** Writing these can make a property speak. */
const VISIBLE: readonly Place[] = ['kernel', 'halted', 'kexec', 'memory', 'hotplugBy'];

/** With what the declaration leaves to us: steps on the machine make news, and who listens hears them. */
const complete = (footprint: Footprint, actor: Actor): Footprint => {
  const speaks = footprint.writes.some((place) => !place.startsWith('actor:'));
  const listens = actor.hear !== undefined;
  return {
    reads: listens ? [...footprint.reads, 'news'] : footprint.reads,
    writes: speaks || listens ? [...footprint.writes, 'news'] : footprint.writes,
  };
};

/**
 * The moves that have to be tried in a state for every verdict to come out as if all were: all moves of one actor, when
 * nothing that another may ever do touches what they touch, and no property can tell that they happened (persistent sets
 * with invisible steps). Actors come to an end, so nothing is put off for ever. Otherwise all moves.
 */
export const ampleMoves = (cast: readonly Actor[], world: World, moves: readonly Move[]): readonly Move[] => {
  const actors = new Set(moves.map(({ actor }) => actor));
  if (actors.size < 2) return moves;
  for (const index of actors) {
    const own = moves.filter(({ actor }) => actor === index);
    const footprints = own.map(({ step }) => complete(step.footprint, cast[index]!));
    if (footprints.some(({ writes }) => writes.some((place) => VISIBLE.includes(place)))) continue;
    const alone = cast.every(
      (other, at) =>
        at === index ||
        footprints.every((mine) => independent(mine, complete(other.future(world.locals[at]), other))),
    );
    if (alone) return own;
  }
  return moves;
};
