/** Chance that a seed decides: the same seed gives the same throws. */
export class Dice {
  #state: number;

  /** @param seed any whole number */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 on, below `sides`. mulberry32, by Tommy Ettinger, in the public domain */
  throw(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  }

  /** One of several. */
  of<T>(values: readonly [T, ...T[]]): T {
    return values[this.throw(values.length)]!;
  }

  /** Whether one of `sides` comes. */
  once(sides: number): boolean {
    return this.throw(sides) === 0;
  }
}
