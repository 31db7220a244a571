import type { Actor, AtomicStep } from '../model/actor.js';
import type { World } from '../model/world.js';
import { shownMail } from '../model/world.js';

/** A step that somebody could take now. */
export interface Move {
  readonly actor: number;
  readonly step: AtomicStep<unknown>;
}

/** Every step of every actor, in the order of the cast. */
export const movesOf = (cast: readonly Actor[], { machine, locals, mail }: World): Move[] =>
  cast.flatMap((actor, index) => {
    const shown = shownMail(actor, locals[index], mail[index]!);
    return actor.steps(locals[index], machine, shown).map((step) => ({ actor: index, step }));
  });
