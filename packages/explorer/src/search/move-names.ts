import { Values } from '../state/values.js';

/** `loader: read`: a step by who takes it. */
export const moveName = (actor: string, step: string): string => `${actor}: ${step}`;

/** Numbers for moves, by which states remember how they were reached. */
export class MoveNames {
  readonly #names = new Values<string, string>();

  number(actor: string, step: string): number {
    const name = moveName(actor, step);
    return this.#names.number(name, name);
  }

  at(number: number): string {
    return this.#names.at(number);
  }
}
