import type { Action, ActionKind, Kernel, Machine, Step } from '@warmboot/core';
import type { Applier } from '../model/world.js';
import { isOver } from '../model/world.js';
import type { Identity } from '../state/identity.js';
import { Recent } from '../state/recent.js';

/** Answers that are kept. */
const KEPT = 50_000;

/**
 * A kernel that is asked once for each action on each machine: actors who know different things often do the same. Machines
 * that go on are given back as the first equal one that was met, so that all that follows is known by its identity.
 */
export class RememberingKernel implements Applier {
  readonly #kernel: Kernel;
  readonly #firstGeneration: number;
  readonly #identity: Identity;
  readonly #answers = new Recent<Step<ActionKind>>(KEPT);

  constructor(kernel: Kernel, firstGeneration: number, identity: Identity) {
    this.#kernel = kernel;
    this.#firstGeneration = firstGeneration;
    this.#identity = identity;
  }

  apply<K extends ActionKind>(machine: Machine, action: Extract<Action, { kind: K }>): Step<K> {
    const before = this.#identity.machine(machine);
    const asked = this.#identity.action(action);
    const known = this.#answers.get(asked, before);
    // What is kept under a number of an action is the answer to an equal action.
    if (known !== undefined) return known as Step<K>;
    const step = this.#kernel.apply<K>(machine, action);
    // An end is reached once from each machine, and what booted there shares nothing with anything: not worth the room.
    if (isOver(step.machine, this.#firstGeneration)) return step;
    const after = this.#identity.machineAt(this.#identity.machine(step.machine, machine));
    const answer = { ...step, machine: after };
    this.#answers.set(asked, before, answer as unknown as Step<ActionKind>);
    return answer;
  }
}
