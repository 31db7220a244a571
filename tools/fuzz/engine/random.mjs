// Chance that a seed decides: the same seed gives the same choices on every computer and every Node.

/** FNV-1a, 32 bits: a word as a seed. */
const hashOf = (text) => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

export class Random {
  #state;

  /** @param {readonly (string | number)[]} seeds all that decides: a target's name, the seed, the number of the input */
  constructor(...seeds) {
    this.#state = hashOf(seeds.join('/'));
  }

  /** A whole number of 32 bits. mulberry32, by Tommy Ettinger, in the public domain. */
  word() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 on, below `limit`; 0 where there is none. */
  below(limit) {
    return limit <= 1 ? 0 : Math.floor((this.word() / 2 ** 32) * limit);
  }

  /** One of several. */
  of(values) {
    return values[this.below(values.length)];
  }

  /** Whether one of `sides` comes. */
  once(sides) {
    return this.below(sides) === 0;
  }

  /** A number from 1 on, mostly small: a half are 1, a quarter 2, and so on. */
  few(most = 8) {
    let count = 1;
    while (count < most && this.once(2)) count += 1;
    return count;
  }
}
