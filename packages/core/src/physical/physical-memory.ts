import type { AddressRange, PhysAddr } from '@warmboot/address';
import { rangeAt, sizeOf, SortedMap } from '@warmboot/address';
import type { Content } from './content.js';
import { isSameContent, ZEROS } from './content.js';

/** Bytes of memory that come from one place of one content. */
export interface Extent extends AddressRange {
  readonly content: Content;
  /** Where in the content the extent begins. */
  readonly offset: number;
}

/** The part of an extent that lies in the range; they meet. */
const clipped = (extent: Extent, range: AddressRange): Extent => {
  const start = Math.max(extent.start, range.start);
  const end = Math.min(extent.end, range.end);
  return { start, end, content: extent.content, offset: extent.offset + start - extent.start };
};

const movedTo = (extent: Extent, start: PhysAddr): Extent => ({
  ...extent,
  start,
  end: start + sizeOf(extent),
});

/** Whether `after` goes on in the content where `before` stops. */
const continues = (before: Extent, after: Extent): boolean =>
  before.end === after.start &&
  isSameContent(before.content, after.content) &&
  before.offset + sizeOf(before) === after.offset;

/**
 * What is written in physical memory. Sparse: what nobody wrote reads as zeros and costs nothing. A value: a change
 * gives another one that shares all it did not touch, so that keeping a snapshot is keeping a pointer, and contents are
 * referred to and never copied, whatever their size.
 */
export class PhysicalMemory {
  /** Nothing is written. A getter: a static field that makes its own class is compiled to code that cannot load. */
  static get EMPTY(): PhysicalMemory {
    return new PhysicalMemory(SortedMap.of<Extent>());
  }

  /** By first address; disjoint. */
  readonly #extents: SortedMap<Extent>;

  private constructor(extents: SortedMap<Extent>) {
    this.#extents = extents;
  }

  /** How many pieces are kept: the measure of what this value costs. */
  get extentCount(): number {
    return this.#extents.size;
  }

  /** What was written in the range, ascending, cut at its ends. Gaps were never written. */
  *extents(range: AddressRange): IterableIterator<Extent> {
    if (range.start >= range.end) return;
    for (const [, extent] of this.#extents.entries(this.#firstKey(range))) {
      if (extent.start >= range.end) return;
      if (extent.end > range.start) yield clipped(extent, range);
    }
  }

  /** The whole range in extents, ascending: gaps are zeros. */
  *pieces(range: AddressRange): IterableIterator<Extent> {
    let at = range.start;
    for (const extent of this.extents(range)) {
      if (at < extent.start) yield { start: at, end: extent.start, content: ZEROS, offset: 0 };
      yield extent;
      at = extent.end;
    }
    if (at < range.end) yield { start: at, end: range.end, content: ZEROS, offset: 0 };
  }

  /** A copy of the bytes of a range. */
  read(range: AddressRange): Uint8Array {
    const bytes = new Uint8Array(sizeOf(range));
    for (const { start, end, content, offset } of this.extents(range)) {
      content.read(offset, bytes.subarray(start - range.start, end - range.start));
    }
    return bytes;
  }

  /** The range filled from `offset` of a content. */
  write(range: AddressRange, content: Content, offset = 0): PhysicalMemory {
    if (offset + sizeOf(range) > content.size) throw new TypeError('the content ends inside the range');
    return range.start < range.end ? this.#replaced(range, [{ ...range, content, offset }]) : this;
  }

  /** `to` and what follows filled with what `from` holds. The two may overlap. */
  copy(from: AddressRange, to: PhysAddr): PhysicalMemory {
    if (from.start === to || from.start === from.end) return this;
    return this.#replaced(rangeAt(to, sizeOf(from)), this.#taken(from, to));
  }

  /** Two places of `size` bytes with their contents swapped. @throws TypeError when they overlap */
  exchange(a: PhysAddr, b: PhysAddr, size: number): PhysicalMemory {
    if (a === b) return this;
    if (Math.abs(a - b) < size) throw new TypeError('the places overlap');
    const fromA = this.#taken(rangeAt(a, size), b);
    const fromB = this.#taken(rangeAt(b, size), a);
    return this.#replaced(rangeAt(a, size), fromB).#replaced(rangeAt(b, size), fromA);
  }

  /** Without what is in the range: memory that left the machine, or that nobody needs any more. */
  drop(range: AddressRange): PhysicalMemory {
    return this.extents(range).next().done === true ? this : this.#replaced(range, []);
  }

  /** Only what is in the ranges, which are disjoint. */
  keep(ranges: readonly AddressRange[]): PhysicalMemory {
    const kept = ranges.flatMap((range) => [...this.extents(range)]);
    return new PhysicalMemory(SortedMap.of(kept.map((extent) => [extent.start, extent] as const)));
  }

  /**
   * Whether the range is known to hold the content from `offset` on, without a look at the bytes. `false` says that
   * nobody knows.
   */
  refersTo(range: AddressRange, content: Content, offset = 0): boolean {
    for (const piece of this.pieces(range)) {
      if (!isSameContent(piece.content, content)) return false;
      const anywhere = content.size === Infinity;
      if (!anywhere && piece.offset !== offset + piece.start - range.start) return false;
    }
    return true;
  }

  /** The extents of a range as they would be at `to`. */
  #taken(from: AddressRange, to: PhysAddr): Extent[] {
    return [...this.extents(from)].map((extent) => movedTo(extent, extent.start - from.start + to));
  }

  /** Where to begin a walk: an extent that begins before the range may reach into it. */
  #firstKey({ start }: AddressRange): number {
    return this.#extents.floor(start)?.[0] ?? start;
  }

  #replaced(range: AddressRange, fresh: readonly Extent[]): PhysicalMemory {
    const put: Extent[] = [];
    const add = (extent: Extent): void => {
      const last = put.at(-1);
      if (last !== undefined && continues(last, extent)) put[put.length - 1] = { ...last, end: extent.end };
      else put.push(extent);
    };
    let { start, end } = range;
    const before = this.#extents.below(range.start)?.[1];
    if (before !== undefined && before.end >= range.start) {
      ({ start } = before);
      add(clipped(before, { start, end: range.start }));
    }
    for (const extent of fresh) add(extent);
    // One that is cut in two, or that ends behind the range, keeps its tail; a neighbour may be joined.
    const after = this.#extents.floor(range.end)?.[1];
    if (after !== undefined && after.end > range.end) {
      ({ end } = after);
      add(clipped(after, { start: range.end, end }));
    }
    return new PhysicalMemory(
      this.#extents.withoutRange(start, end).withAll(put.map((extent) => [extent.start, extent])),
    );
  }
}
