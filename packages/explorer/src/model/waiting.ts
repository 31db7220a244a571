import type { Action, Kernel, locks } from '@warmboot/core';
import type { Actor } from './actor.js';
import type { State } from './state.js';
import { deliverable } from './state.js';

/** An actor that waits for a lock, and with what. */
export interface Waiting {
  readonly actor: string;
  readonly action: Action;
  readonly wait: locks.Wait;
}

/** Who waits in a state, in the order of the actors. */
export const waitsIn = (
  { machine, localStates, channels }: State,
  { kernel, actors }: { readonly kernel: Kernel; readonly actors: readonly Actor[] },
): Waiting[] =>
  actors.flatMap((actor, index) => {
    const local = localStates[index];
    const action = actor.blocked?.(local, machine, deliverable(actor, local, channels[index]!));
    const wait = action && kernel.waitsFor(machine, action);
    return action === undefined || wait === undefined ? [] : [{ actor: actor.name, action, wait }];
  });
