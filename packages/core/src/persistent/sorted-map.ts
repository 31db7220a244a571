import { EmptyBTree } from 'sorted-btree';

/** The part of the library's tree that this file uses; its own type says `any` for keys and values. */
interface SharedTree<V> {
  readonly size: number;
  get(key: number): V | undefined;
  has(key: number): boolean;
  set(key: number, value: V): boolean;
  delete(key: number): boolean;
  deleteRange(low: number, high: number, includeHigh: boolean): number;
  clone(): SharedTree<V>;
  minKey(): number | undefined;
  maxKey(): number | undefined;
  nextLowerPair(key: number): [number, V] | undefined;
  nextHigherPair(key: number): [number, V] | undefined;
  getPairOrNextLower(key: number): [number, V] | undefined;
  getPairOrNextHigher(key: number): [number, V] | undefined;
  entries(lowest?: number): IterableIterator<[number, V]>;
  entriesReversed(highest?: number): IterableIterator<[number, V]>;
}

/**
 * An immutable map from numbers, in ascending order. A change returns a new map that shares all but
 * O(log n) of its nodes with the old one, so keeping every snapshot of a machine costs next to nothing.
 */
export class SortedMap<V> {
  readonly #tree: SharedTree<V>;

  private constructor(tree: SharedTree<V>) {
    this.#tree = tree;
  }

  static of<V>(entries: Iterable<readonly [number, V]> = []): SortedMap<V> {
    const tree = EmptyBTree.clone() as SharedTree<V>;
    for (const [key, value] of entries) tree.set(key, value);
    return new SortedMap(tree);
  }

  get size(): number {
    return this.#tree.size;
  }

  get(key: number): V | undefined {
    return this.#tree.get(key);
  }

  has(key: number): boolean {
    return this.#tree.has(key);
  }

  with(key: number, value: V): SortedMap<V> {
    return this.withAll([[key, value]]);
  }

  /** Many changes at the price of one snapshot. */
  withAll(entries: Iterable<readonly [number, V]>): SortedMap<V> {
    const tree = this.#tree.clone();
    for (const [key, value] of entries) tree.set(key, value);
    return new SortedMap(tree);
  }

  without(key: number): SortedMap<V> {
    if (!this.#tree.has(key)) return this;
    const tree = this.#tree.clone();
    tree.delete(key);
    return new SortedMap(tree);
  }

  /** Without the keys of `[low, high)`. */
  withoutRange(low: number, high: number): SortedMap<V> {
    const tree = this.#tree.clone();
    return tree.deleteRange(low, high, false) === 0 ? this : new SortedMap(tree);
  }

  first(): [number, V] | undefined {
    const key = this.#tree.minKey();
    return key === undefined ? undefined : this.#tree.getPairOrNextLower(key);
  }

  last(): [number, V] | undefined {
    const key = this.#tree.maxKey();
    return key === undefined ? undefined : this.#tree.getPairOrNextLower(key);
  }

  /** The entry with the greatest key that is at most `key`. */
  floor(key: number): [number, V] | undefined {
    return this.#tree.getPairOrNextLower(key);
  }

  /** The entry with the smallest key that is at least `key`. */
  ceiling(key: number): [number, V] | undefined {
    return this.#tree.getPairOrNextHigher(key);
  }

  /** The entry with the greatest key that is below `key`. */
  below(key: number): [number, V] | undefined {
    return this.#tree.nextLowerPair(key);
  }

  /** The entry with the smallest key that is above `key`. */
  above(key: number): [number, V] | undefined {
    return this.#tree.nextHigherPair(key);
  }

  /** Ascending entries, from the first key that is at least `from`. */
  entries(from?: number): IterableIterator<[number, V]> {
    return this.#tree.entries(from);
  }

  /** Descending entries, from the last key. */
  entriesReversed(): IterableIterator<[number, V]> {
    return this.#tree.entriesReversed();
  }

  *keys(from?: number): IterableIterator<number> {
    for (const [key] of this.#tree.entries(from)) yield key;
  }

  *values(from?: number): IterableIterator<V> {
    for (const [, value] of this.#tree.entries(from)) yield value;
  }

  [Symbol.iterator](): IterableIterator<[number, V]> {
    return this.#tree.entries();
  }
}
