import { BTreeEx } from 'sorted-btree/extended/index.js';

/** The part of the library's tree that this file uses; its own type says `any` for keys and values. */
interface SharedTree<K, V> {
  readonly size: number;
  /** The value of a key. */
  get(key: K): V | undefined;
  /** Whether there is a value for a key. */
  has(key: K): boolean;
  set(key: K, value: V): boolean;
  delete(key: K): boolean;
  deleteRange(low: K, high: K, includeHigh: boolean): number;
  clone(): SharedTree<K, V>;
  minKey(): K | undefined;
  maxKey(): K | undefined;
  nextLowerPair(key: K): [K, V] | undefined;
  nextHigherPair(key: K): [K, V] | undefined;
  getPairOrNextLower(key: K): [K, V] | undefined;
  getPairOrNextHigher(key: K): [K, V] | undefined;
  entries(lowest?: K): IterableIterator<[K, V]>;
  entriesReversed(highest?: K): IterableIterator<[K, V]>;
  diffAgainst(
    other: SharedTree<K, V>,
    onlyHere: (key: K, value: V) => void,
    onlyThere: (key: K, value: V) => void,
    different: (key: K, here: V, there: V) => void,
  ): void;
}

/** A key under which two maps hold different values; undefined where a map lacks the key. */
export interface Difference<V, K extends number | string = number> {
  readonly key: K;
  readonly here: V | undefined;
  readonly there: V | undefined;
}

/** Entries of a node. A change copies one node of each level, so they are smaller than the library's 32. */
const NODE_SIZE = 16;

/**
 * An immutable map from numbers (or strings), in ascending order. A change returns a new map that shares all but
 * O(log n) of its nodes with the old one, so keeping every snapshot of a machine costs next to nothing.
 */
export class SortedMap<V, K extends number | string = number> {
  readonly #tree: SharedTree<K, V>;

  private constructor(tree: SharedTree<K, V>) {
    this.#tree = tree;
  }

  /** A map of these entries. */
  static of<V, K extends number | string = number>(entries: Iterable<readonly [K, V]> = []): SortedMap<V, K> {
    const tree = new BTreeEx<K, V>(undefined, undefined, NODE_SIZE) as unknown as SharedTree<K, V>;
    for (const [key, value] of entries) tree.set(key, value);
    return new SortedMap(tree);
  }

  get size(): number {
    return this.#tree.size;
  }

  /** The value of a key. */
  get(key: K): V | undefined {
    return this.#tree.get(key);
  }

  /** Whether there is a value for a key. */
  has(key: K): boolean {
    return this.#tree.has(key);
  }

  /** A map with another value for a key; this one stays as it is. */
  with(key: K, value: V): SortedMap<V, K> {
    return this.withAll([[key, value]]);
  }

  /** Many changes at the price of one snapshot. */
  withAll(entries: Iterable<readonly [K, V]>): SortedMap<V, K> {
    const tree = this.#tree.clone();
    for (const [key, value] of entries) tree.set(key, value);
    return new SortedMap(tree);
  }

  /** A map without a key. */
  without(key: K): SortedMap<V, K> {
    if (!this.#tree.has(key)) return this;
    const tree = this.#tree.clone();
    tree.delete(key);
    return new SortedMap(tree);
  }

  /** Without the keys of `[low, high)`. */
  withoutRange(low: K, high: K): SortedMap<V, K> {
    const tree = this.#tree.clone();
    return tree.deleteRange(low, high, false) === 0 ? this : new SortedMap(tree);
  }

  /** The entry with the lowest key. */
  first(): [K, V] | undefined {
    const key = this.#tree.minKey();
    return key === undefined ? undefined : this.#tree.getPairOrNextLower(key);
  }

  /** The entry with the highest key. */
  last(): [K, V] | undefined {
    const key = this.#tree.maxKey();
    return key === undefined ? undefined : this.#tree.getPairOrNextLower(key);
  }

  /** The entry with the greatest key that is at most `key`. */
  floor(key: K): [K, V] | undefined {
    return this.#tree.getPairOrNextLower(key);
  }

  /** The entry with the smallest key that is at least `key`. */
  ceiling(key: K): [K, V] | undefined {
    return this.#tree.getPairOrNextHigher(key);
  }

  /** The entry with the greatest key that is below `key`. */
  below(key: K): [K, V] | undefined {
    return this.#tree.nextLowerPair(key);
  }

  /** The entry with the smallest key that is above `key`. */
  above(key: K): [K, V] | undefined {
    return this.#tree.nextHigherPair(key);
  }

  /**
   * Where this map and another differ: values are compared by identity. What the two share is not looked at, so a map and
   * one made from it by a few changes cost those few.
   */
  differences(other: SortedMap<V, K>): Difference<V, K>[] {
    const found: Difference<V, K>[] = [];
    this.#tree.diffAgainst(
      other.#tree,
      (key, here) => void found.push({ key, here, there: undefined }),
      (key, there) => void found.push({ key, here: undefined, there }),
      (key, here, there) => void found.push({ key, here, there }),
    );
    return found;
  }

  /** Ascending entries, from the first key that is at least `from`. */
  entries(from?: K): IterableIterator<[K, V]> {
    return this.#tree.entries(from);
  }

  /** Descending entries, from the last key. */
  entriesReversed(): IterableIterator<[K, V]> {
    return this.#tree.entriesReversed();
  }

  /** Keys in ascending order. */
  *keys(from?: K): IterableIterator<K> {
    for (const [key] of this.#tree.entries(from)) yield key;
  }

  /** Values in the order of their keys. */
  *values(from?: K): IterableIterator<V> {
    for (const [, value] of this.#tree.entries(from)) yield value;
  }

  /** Entries in the order of their keys. */
  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.#tree.entries();
  }
}
