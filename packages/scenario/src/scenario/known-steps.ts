import type { Action, Kernel, Machine, Step } from '@warmboot/core';
import { KnownAnswers } from '@warmboot/core';

/** Steps kept of one kernel: more than a long story has, and few beside what one machine takes. */
const MOST_STEPS = 128;

/**
 * What actions came to on machines. Both are values and a kernel is stateless, so the same action on the same machine comes to
 * the same, and is carried out once: a story that somebody plays again after he changed its end begins where it differs.
 */
class KnownSteps {
  readonly #kernel: Kernel;
  readonly #steps = new KnownAnswers<Step>(MOST_STEPS);
  /** A machine is large: it is told from others by the number that it got when it was first met. */
  readonly #numbers = new WeakMap<Machine, number>();
  #met = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  apply(machine: Machine, action: Action): Step {
    const question = { machine: this.#numberOf(machine), action };
    return this.#steps.once(question, () => this.#kernel.apply(machine, action));
  }

  #numberOf(machine: Machine): number {
    const known = this.#numbers.get(machine);
    if (known !== undefined) return known;
    this.#numbers.set(machine, this.#met);
    return this.#met++;
  }
}

const ofKernels = new WeakMap<Kernel, KnownSteps>();

/** {@link Kernel.apply}, worked out once for the same machine and action. */
export const applyKnown = (kernel: Kernel, machine: Machine, action: Action): Step => {
  const steps = ofKernels.get(kernel) ?? new KnownSteps(kernel);
  ofKernels.set(kernel, steps);
  return steps.apply(machine, action);
};
