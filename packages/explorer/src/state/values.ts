/** Values of one kind, numbered from 0 without gaps, each by the first that was met. */
export class Values<T> {
  readonly #numbers = new Map<number, number>();
  readonly #values: T[] = [];

  get size(): number {
    return this.#values.length;
  }

  /** @param interned equal for equal values */
  number(interned: number, value: T): number {
    const known = this.#numbers.get(interned);
    if (known !== undefined) return known;
    this.#numbers.set(interned, this.#values.length);
    this.#values.push(value);
    return this.#values.length - 1;
  }

  at(number: number): T {
    return this.#values[number]!;
  }
}
