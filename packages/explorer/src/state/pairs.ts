/** What a pair costs: an entry of a map, and two numbers. */
const PAIR_BYTES = 64;

/** Numbers for pairs of numbers, from 0 without gaps, in the order of meeting. */
export class Pairs {
  /** By the second: there are fewer of them. */
  readonly #numbers: Map<number, number>[] = [];
  readonly #firsts: number[] = [];
  readonly #seconds: number[] = [];

  get size(): number {
    return this.#firsts.length;
  }

  /** Bytes that are held, about. */
  get bytes(): number {
    return PAIR_BYTES * this.size;
  }

  number(first: number, second: number): number {
    const numbers = (this.#numbers[second] ??= new Map<number, number>());
    const known = numbers.get(first);
    if (known !== undefined) return known;
    const number = this.size;
    numbers.set(first, number);
    this.#firsts.push(first);
    this.#seconds.push(second);
    return number;
  }

  first(number: number): number {
    return this.#firsts[number]!;
  }

  second(number: number): number {
    return this.#seconds[number]!;
  }
}
