import { SortedMap } from './sorted-map.js';
import type { AddressRange, PhysAddr } from './range.js';

/**
 * A set of addresses as disjoint ranges, joined where they touch. A value: a change gives another set that shares
 * what it did not touch. Questions about one place cost the logarithm of the number of ranges.
 */
export class RangeSet {
  static readonly EMPTY = new RangeSet(SortedMap.of<PhysAddr>());

  /** End by start. */
  readonly #ranges: SortedMap<PhysAddr>;

  private constructor(ranges: SortedMap<PhysAddr>) {
    this.#ranges = ranges;
  }

  /** The set of these ranges; touching ones are joined. */
  static of(ranges: Iterable<AddressRange>): RangeSet {
    let set = RangeSet.EMPTY;
    for (const range of ranges) set = set.with(range);
    return set;
  }

  /** How many ranges it takes. */
  get rangeCount(): number {
    return this.#ranges.size;
  }

  /** The set with a range in it. */
  with({ start, end }: AddressRange): RangeSet {
    if (start >= end) return this;
    const before = this.#ranges.floor(start);
    const joinsBefore = before !== undefined && before[1] >= start;
    const from = joinsBefore ? before[0] : start;
    const last = this.#ranges.floor(end);
    const to = Math.max(end, last?.[1] ?? end, joinsBefore ? before[1] : end);
    return new RangeSet(this.#ranges.withoutRange(from, end + 1).with(from, to));
  }

  /** The set with a range taken out. */
  without({ start, end }: AddressRange): RangeSet {
    if (start >= end) return this;
    const left: [PhysAddr, PhysAddr][] = [];
    let first: PhysAddr | undefined;
    for (const [from, to] of this.#ranges.entries(this.#ranges.floor(start)?.[0] ?? start)) {
      if (from >= end) break;
      if (to <= start) continue;
      first ??= from;
      if (from < start) left.push([from, start]);
      if (to > end) left.push([end, to]);
    }
    return first === undefined ? this : new RangeSet(this.#ranges.withoutRange(first, end).withAll(left));
  }

  /** The lowest part of the set inside the range. */
  firstIn({ start, end }: AddressRange): AddressRange | undefined {
    if (start >= end) return undefined;
    const below = this.#ranges.floor(start);
    if (below !== undefined && below[1] > start) return { start, end: Math.min(end, below[1]) };
    const above = this.#ranges.ceiling(start);
    return above === undefined || above[0] >= end
      ? undefined
      : { start: above[0], end: Math.min(end, above[1]) };
  }

  /** Whether an address is in the set. */
  has(address: PhysAddr): boolean {
    const below = this.#ranges.floor(address);
    return below !== undefined && below[1] > address;
  }

  /** Ranges in ascending order. */
  *[Symbol.iterator](): IterableIterator<AddressRange> {
    for (const [start, end] of this.#ranges) yield { start, end };
  }
}
