import type { Actor, AtomicStep } from '../model/actor.js';
import type { State } from '../model/state.js';
import { deliverable } from '../model/state.js';

/** A step that an actor could take now, with the place of the actor. */
export interface EnabledStep {
  readonly actor: number;
  readonly step: AtomicStep<unknown>;
}

/** Every step that is enabled in a state, in the order of the actors. */
export const enabledSteps = (
  actors: readonly Actor[],
  { machine, localStates, channels }: State,
): EnabledStep[] =>
  actors.flatMap((actor, index) => {
    const message = deliverable(actor, localStates[index], channels[index]!);
    return actor.steps(localStates[index], machine, message).map((step) => ({ actor: index, step }));
  });
