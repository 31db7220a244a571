import { Numbering } from '../state/numbering.js';

/** `loader: read`: a step by who takes it. */
export const stepName = (actor: string, step: string): string => `${actor}: ${step}`;

/** Numbers for steps, by which states remember how they were reached. */
export class StepNumbers {
  readonly #names = new Numbering<string, string>();

  number(actor: string, step: string): number {
    const name = stepName(actor, step);
    return this.#names.number(name, name);
  }

  at(number: number): string {
    return this.#names.at(number);
  }
}
