/** `loader: read`: a step by who takes it. */
export const moveName = (actor: string, step: string): string => `${actor}: ${step}`;

/** Numbers for moves, by which states remember how they were reached. */
export class MoveNames {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  number(actor: string, step: string): number {
    const name = moveName(actor, step);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#names.push(name);
    this.#numbers.set(name, this.#names.length - 1);
    return this.#names.length - 1;
  }

  at(number: number): string {
    return this.#names[number]!;
  }
}
