import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KexecSegment } from '../../src/image/segment.js';
import type { PageList } from '../../src/image/page-list.js';
import {
  IND_DESTINATION,
  IND_DONE,
  IND_INDIRECTION,
  IND_SOURCE,
  pageListEntries,
  sourceOf,
} from '../../src/image/page-list.js';
import type { PhysAddr } from '@warmboot/address';
import { RangeSet, rangeAt } from '@warmboot/address';
import { contentOf } from '../../src/image/segment-content.js';
import { PageListBuilder } from '../../src/kexec/page-list-builder.js';
import { PhysicalMemory } from '../../src/physical/physical-memory.js';
import { stageNormal } from '../../src/kexec/image-pages.js';

import type { NaiveSegment } from '../naive-page-list.js';
import { naiveLoad } from '../naive-page-list.js';
import { PageSequence } from '../page-sequence.js';
import { PAGE_SIZE } from '../page-size.js';

/** Segments of whole pages. */
const segmentsOf = (segments: readonly NaiveSegment[]): KexecSegment[] =>
  segments.map(({ first, pages }) => {
    const size = pages * PAGE_SIZE;
    return { kind: 'other', mem: first * PAGE_SIZE, memsz: size, bufsz: size };
  });

const build = (segments: readonly KexecSegment[], order: readonly PhysAddr[], limit = Infinity) => {
  const allocator = new PageSequence(order);
  const builder = new PageListBuilder(allocator, segments, RangeSet.EMPTY, {
    pageSize: PAGE_SIZE,
    memoryLimit: limit,
  });
  return { list: builder.build(), builder, allocator };
};

const pairsOf = (list: PageList): { destination: number; source: number }[] =>
  list.segments.flatMap(({ destination, sources }) => {
    let at = destination;
    const pairs: { destination: number; source: number }[] = [];
    for (const { start, end } of sources) {
      for (let page = start; page < end; page += PAGE_SIZE, at += PAGE_SIZE) {
        pairs.push({ destination: at / PAGE_SIZE, source: page / PAGE_SIZE });
      }
    }
    return pairs;
  });

const pagesIn = (ranges: Iterable<{ readonly start: number; readonly end: number }>): number[] =>
  [...ranges].flatMap(({ start, end }) =>
    Array.from({ length: (end - start) / PAGE_SIZE }, (_, index) => start / PAGE_SIZE + index),
  );

/** Segments that do not meet, in any order, on few pages, so that sources and destinations get in each other's way. */
const arrangement = fc
  .array(fc.record({ gap: fc.nat(3), pages: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 5 })
  .chain((shapes) => {
    let next = 1;
    const segments = shapes.map(({ gap, pages }) => {
      const first = next + gap;
      next = first + pages;
      return { first, pages };
    });
    const pages = Array.from({ length: next * 2 + 8 }, (_, index) => index * PAGE_SIZE);
    return fc.record({
      segments: fc.shuffledSubarray(segments, { minLength: segments.length }),
      order: fc.oneof(
        fc.shuffledSubarray(pages, { minLength: pages.length }),
        // Long runs, up or down, with the seams anywhere.
        fc.nat(pages.length).map((at) => [...pages.slice(at), ...pages.slice(0, at)]),
        fc.nat(pages.length).map((at) => [...pages.slice(at), ...pages.slice(0, at)].reverse()),
        fc.shuffledSubarray(pages),
      ),
    });
  });

describe('core R4.3 to R4.7: the page list', () => {
  test('R4.6 is the one that taking every page by itself gives, whatever the order of allocation', () => {
    fc.assert(
      fc.property(arrangement, ({ segments, order }) => {
        const naive = naiveLoad(segments, order);
        const { list, builder } = build(segmentsOf(segments), order);
        if (naive === undefined) {
          expect(list).toBeUndefined();
          return;
        }
        expect(pairsOf(list!)).toEqual(naive.entries);
        expect(pagesIn(list!.indirection)).toEqual(naive.indirection);
        expect(new Set(pagesIn(builder.reserved))).toEqual(naive.held);
        // The copies that were made on the way have put each page where the list says that it is.
        const pages = segments.flatMap(({ pages: count }, index) =>
          Array.from({ length: count }, (_, page) => `${index}.${page}`),
        );
        expect(pairsOf(list!).map(({ source }) => naive.contents.get(source))).toEqual(pages);
      }),
      { numRuns: 500 },
    );
  });

  test('R4.6 so it is over several indirection pages', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(700), (seed, overlap) => {
        const segments = [
          { first: 4000, pages: 700 },
          { first: 1000, pages: 600 },
        ];
        const first = 1600 - overlap;
        const pages = Array.from({ length: 3200 }, (_, index) => (first + index) * PAGE_SIZE);
        const order =
          seed % 2 === 0
            ? pages
            : fc.sample(fc.shuffledSubarray(pages, { minLength: pages.length }), { seed, numRuns: 1 })[0]!;
        const naive = naiveLoad(segments, order)!;
        const { list } = build(segmentsOf(segments), order);
        expect(pairsOf(list!)).toEqual(naive.entries);
        expect(pagesIn(list!.indirection)).toEqual(naive.indirection);
      }),
      { numRuns: 12 },
    );
  });

  test('R4.6 a source is its own destination or nobody’s, and no page serves twice', () => {
    fc.assert(
      fc.property(arrangement, ({ segments, order }) => {
        const { list } = build(segmentsOf(segments), order);
        if (list === undefined) return;
        const pairs = pairsOf(list);
        const destinations = new Set(pairs.map(({ destination }) => destination));
        for (const { destination, source } of pairs) {
          expect(source === destination || !destinations.has(source)).toBe(true);
        }
        const lists = pagesIn(list.indirection);
        for (const page of lists) expect(destinations.has(page)).toBe(false);
        const used = [...pairs.map(({ source }) => source), ...lists];
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  test('R4.3 one word for each destination and each page of memsz, 511 and a link on a page, then IND_DONE', () => {
    const order = Array.from({ length: 3000 }, (_, index) => (5000 + index) * PAGE_SIZE);
    const segments = segmentsOf([
      { first: 1, pages: 600 },
      { first: 1000, pages: 3 },
    ]);
    const { list } = build(segments, order);
    const entries = [...pageListEntries(list!, PAGE_SIZE)];
    const kindOf = (value: number): number => value % 16;
    const count = (kind: number): number => entries.filter(({ value }) => kindOf(value) === kind).length;
    expect([count(IND_DESTINATION), count(IND_SOURCE), count(IND_DONE)]).toEqual([2, 603, 1]);
    expect(count(IND_INDIRECTION)).toBe(Math.ceil(605 / 511));
    expect(entries[0]!.at).toBe('head');
    const [first, second] = pagesIn(list!.indirection).map((page) => page * PAGE_SIZE) as [number, number];
    expect(entries[0]!.value).toBe(first + IND_INDIRECTION);
    const link = entries.find(({ value }) => value === second + IND_INDIRECTION)!;
    expect(link.at).toBe(first + 511 * 8);
    expect(entries.at(-1)).toEqual({ at: second + (605 - 511) * 8, value: IND_DONE });
  });

  test('R4.3 IND_DONE takes the place of the link when a page is full', () => {
    const order = Array.from({ length: 1000 }, (_, index) => (5000 + index) * PAGE_SIZE);
    const { list } = build(segmentsOf([{ first: 1, pages: 510 }]), order);
    expect(pagesIn(list!.indirection)).toHaveLength(1);
    const last = [...pageListEntries(list!, PAGE_SIZE)].at(-1)!;
    expect(last).toEqual({ at: list!.indirection[0]!.start + 511 * 8, value: IND_DONE });
  });

  test('R4.3 pages past the buffer are allocated too, and hold zeros', () => {
    const segment: KexecSegment = {
      kind: 'initrd',
      mem: PAGE_SIZE,
      memsz: 4 * PAGE_SIZE,
      bufsz: PAGE_SIZE + 1,
    };
    const order = Array.from({ length: 10 }, (_, index) => (100 + index) * PAGE_SIZE);
    const limits = { pageSize: PAGE_SIZE, controlPageSize: PAGE_SIZE, memoryLimit: Infinity };
    const staged = stageNormal(new PageSequence(order), [segment], PhysicalMemory.EMPTY, limits);
    if (!staged.ok) throw new TypeError(staged.reason);
    const { pages, contents } = staged.value;
    expect(pagesIn(pages.list.segments[0]!.sources)).toHaveLength(4);
    const second = contents.read(rangeAt(sourceOf(pages.list, 2 * PAGE_SIZE)!, 3 * PAGE_SIZE));
    const bytes = new Uint8Array(1);
    contentOf(segment).read(PAGE_SIZE, bytes);
    expect(second[0]).toBe(bytes[0]);
    expect(second.subarray(1).every((byte) => byte === 0)).toBe(true);
  });

  test('R4.6b a page above the limit of sources is kept and not used', () => {
    const order = [90, 3, 4, 91, 5].map((page) => page * PAGE_SIZE);
    const { list, builder } = build(segmentsOf([{ first: 1, pages: 1 }]), order, 50 * PAGE_SIZE);
    expect(pairsOf(list!)).toEqual([{ destination: 1, source: 4 }]);
    expect(builder.reserved.has(90 * PAGE_SIZE)).toBe(true);
  });

  test('what is reserved and what is still free are all the pages that there are', () => {
    const order = [50, 51, 52, 53, 1, 2, 3].map((page) => page * PAGE_SIZE);
    const { list, builder, allocator } = build(segmentsOf([{ first: 1, pages: 4 }]), order);
    const held = new Set(pagesIn(builder.reserved));
    expect(pagesIn(list!.segments[0]!.sources).every((page) => held.has(page))).toBe(true);
    for (const page of allocator.left) expect(held.has(page / PAGE_SIZE)).toBe(false);
    expect(held.size + allocator.left.length).toBe(order.length);
  });
});
