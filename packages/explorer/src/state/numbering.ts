/** Values of one kind, numbered from 0 without gaps, each by the first that was met. */
export class Numbering<T, K = number> {
  readonly #numbers = new Map<K, number>();
  readonly #values: T[] = [];

  get size(): number {
    return this.#values.length;
  }

  /** @param key equal for equal values */
  number(key: K, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#values.length);
    this.#values.push(value);
    return this.#values.length - 1;
  }

  at(number: number): T {
    return this.#values[number]!;
  }
}
