import type { SortedMap } from '@warmboot/address';

/** A map with another one from which it differs little. */
type AnyMap = SortedMap<unknown, number | string>;

interface Hashed {
  /** Two 32-bit sums over the entries: their order does not matter, and one entry can be taken out of them again. */
  readonly low: number;
  readonly high: number;
}

interface Known {
  readonly map: AnyMap;
  readonly number: number;
}

/** Bytes of the nodes that a map of its own keeps: one path of a tree. */
const PATH_BYTES = 1200;

const mix = (a: number, b: number, seed: number): number => {
  let hash = Math.imul(a ^ seed, 0x85ebca6b) ^ Math.imul(b + 0x9e3779b9, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
};

/**
 * Numbers for large maps, of which two neighbouring states differ in a few entries. The hash of a map follows from that of
 * the other and what differs between them, which costs the difference and not the map. Maps whose hashes meet are compared
 * before they are taken for equal.
 */
export class MapNumbers {
  readonly #hashes = new WeakMap<AnyMap, Hashed>();
  readonly #byHash = new Map<number, Known[]>();
  readonly #numberOf: (value: unknown, like: unknown) => number;
  readonly #fresh: () => number;
  #size = 0;

  constructor(numberOf: (value: unknown, like: unknown) => number, fresh: () => number) {
    this.#numberOf = numberOf;
    this.#fresh = fresh;
  }

  get bytes(): number {
    return this.#size * PATH_BYTES;
  }

  number(map: AnyMap, like: AnyMap | undefined): number {
    const hash = this.#hash(map, like);
    this.#hashes.set(map, hash);
    const key = (hash.high & 0x1fffff) * 2 ** 32 + (hash.low >>> 0);
    let met = this.#byHash.get(key);
    if (met === undefined) this.#byHash.set(key, (met = []));
    const known = met.find((one) => this.#equal(map, one.map));
    if (known !== undefined) return known.number;
    const number = this.#fresh();
    met.push({ map, number });
    this.#size += 1;
    return number;
  }

  #hash(map: AnyMap, like: AnyMap | undefined): Hashed {
    let { low, high } = (like && this.#hashes.get(like)) ?? { low: 0, high: 0 };
    const count = (key: number | string, value: unknown, sign: 1 | -1, near?: unknown): void => {
      const [k, v] = [this.#numberOf(key, undefined), this.#numberOf(value, near)];
      low = (low + sign * mix(k, v, 0x27d4eb2f)) | 0;
      high = (high + sign * mix(v, k, 0x165667b1)) | 0;
    };
    if (like === undefined || !this.#hashes.has(like)) {
      for (const [key, value] of map) count(key, value, 1);
      return { low, high };
    }
    for (const { key, here, there } of map.differences(like)) {
      if (there !== undefined) count(key, there, -1);
      if (here !== undefined) count(key, here, 1, there);
    }
    return { low, high };
  }

  #equal(a: AnyMap, b: AnyMap): boolean {
    if (a.size !== b.size) return false;
    return a
      .differences(b)
      .every(
        ({ here, there }) =>
          here !== undefined &&
          there !== undefined &&
          this.#numberOf(here, there) === this.#numberOf(there, here),
      );
  }
}
