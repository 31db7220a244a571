import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { alignUp, covers, isAligned, overlaps } from '@warmboot/address';
import type { SearchQuirks } from '../../src/contract/profile.js';
import { linux61, linux68 } from '../../src/contract/profile.js';
import { destinationOf } from '../../src/image/segment.js';
import { FileBuffers } from '../../src/kexec/file-buffers.js';
import { locateHole } from '../../src/userspace/locate-hole.js';
import { SegmentList } from '../../src/userspace/segment-list.js';

import { PAGE_SIZE } from '../page-size.js';

/** Ranges in bytes, ascending and apart, some with ends inside a page. */
const ranges = fc
  .array(fc.record({ gap: fc.nat(5), pages: fc.integer({ min: 0, max: 40 }), odd: fc.nat(PAGE_SIZE - 1) }), {
    maxLength: 5,
  })
  .map((shapes): AddressRange[] => {
    let next = 0;
    return shapes.map(({ gap, pages, odd }) => {
      const start = next + gap * PAGE_SIZE + (odd % 3 === 0 ? odd : 0);
      const end = start + pages * PAGE_SIZE + (odd % 2 === 0 ? 1 + odd : 1);
      next = alignUp(end, PAGE_SIZE);
      return { start, end };
    });
  });

const bound = fc.oneof(fc.constant(Infinity), fc.nat(200 * PAGE_SIZE));

const request = fc.record({
  memsz: fc.integer({ min: 1, max: 12 * PAGE_SIZE }),
  align: fc.constantFrom(0, PAGE_SIZE, 2 * PAGE_SIZE, 8 * PAGE_SIZE),
  min: fc.nat(120 * PAGE_SIZE),
  max: bound,
  topDown: fc.boolean(),
});

const quirks = fc.constantFrom<SearchQuirks>(linux61.search, linux68.search);

const isInside = (allowed: readonly AddressRange[], range: AddressRange): boolean =>
  allowed.some((one) => covers(one, range));

describe('core R5.2 to R5.7: kexec_add_buffer', () => {
  test('what is placed is inside one range, aligned, within its bounds, and apart from what was placed before', () => {
    fc.assert(
      fc.property(
        ranges,
        fc.array(request, { maxLength: 18 }),
        quirks,
        fc.boolean(),
        (allowed, requests, search, keepsMemblock) => {
          const buffers = new FileBuffers(allowed, keepsMemblock, search, PAGE_SIZE);
          for (const one of requests) {
            const before = buffers.segments;
            const placed = buffers.add({ kind: 'other', bufsz: one.memsz, ...one });
            if (!placed.ok) {
              expect(buffers.segments).toBe(before);
              expect(placed.errno).toBe(before.length >= 16 ? 'EINVAL' : 'EADDRNOTAVAIL');
              continue;
            }
            const range = destinationOf(buffers.segments.at(-1)!);
            expect(range.start).toBe(placed.value);
            expect(range.end - range.start).toBe(alignUp(one.memsz, PAGE_SIZE));
            expect(isInside(allowed, range)).toBe(true);
            expect(isAligned(range.start, Math.max(one.align, PAGE_SIZE))).toBe(true);
            expect(range.start).toBeGreaterThanOrEqual(one.min);
            expect(range.end - 1).toBeLessThanOrEqual(one.max);
            for (const segment of before) expect(overlaps(destinationOf(segment), range)).toBe(false);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('R5.7 bottom up: the lowest place of all, as a search page by page finds it', () => {
    fc.assert(
      fc.property(ranges, fc.array(request, { minLength: 1, maxLength: 6 }), (allowed, requests) => {
        const buffers = new FileBuffers(allowed, false, linux68.search, PAGE_SIZE);
        for (const one of requests) {
          const size = alignUp(one.memsz, PAGE_SIZE);
          const step = Math.max(one.align, PAGE_SIZE);
          const fits = (start: number): boolean => {
            const range = { start, end: start + size };
            return (
              start >= one.min &&
              range.end - 1 <= one.max &&
              isInside(allowed, range) &&
              !buffers.segments.some((segment) => overlaps(destinationOf(segment), range))
            );
          };
          const places = Array.from({ length: 400 }, (_, index) => index * step);
          const wanted = places.find(fits);
          const placed = buffers.add({ kind: 'other', bufsz: one.memsz, ...one, topDown: false });
          expect(placed.ok ? placed.value : undefined).toBe(wanted);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('core R5.3: a loader may look for a place first, and take parts of it later', () => {
  const buffer = {
    kind: 'kernel' as const,
    bufsz: PAGE_SIZE,
    memsz: 2 * PAGE_SIZE,
    align: 0,
    topDown: false,
  };
  const anywhere = { ...buffer, min: 0, max: Infinity };

  test('a search takes nothing', () => {
    const buffers = new FileBuffers(
      [{ start: 4 * PAGE_SIZE, end: 8 * PAGE_SIZE }],
      false,
      linux68.search,
      PAGE_SIZE,
    );
    expect(buffers.locate(anywhere)).toEqual({ ok: true, value: 4 * PAGE_SIZE });
    expect(buffers.segments).toEqual([]);
    expect(buffers.add(anywhere)).toEqual({ ok: true, value: 4 * PAGE_SIZE });
    expect(buffers.locate(anywhere)).toEqual({ ok: true, value: 6 * PAGE_SIZE });
  });

  test('a place that was chosen is taken as it is, wherever RAM and other segments are', () => {
    const buffers = new FileBuffers([], false, linux68.search, PAGE_SIZE);
    for (const at of [0x7000, 0x7000]) expect(buffers.add({ ...anywhere, at }).ok).toBe(true);
    expect(buffers.segments.map(({ mem, memsz }) => [mem, memsz])).toEqual([
      [0x7000, 2 * PAGE_SIZE],
      [0x7000, 2 * PAGE_SIZE],
    ]);
  });
});

describe('core R7.6, R7.7: the search of kexec-tools', () => {
  const hole = fc.record({
    size: fc.integer({ min: 1, max: 12 }).map((pages) => pages * PAGE_SIZE),
    align: fc.constantFrom(0, PAGE_SIZE, 4 * PAGE_SIZE),
    min: fc.nat(120 * PAGE_SIZE),
    max: bound,
    direction: fc.constantFrom('lowest' as const, 'highest' as const),
  });

  test('a hole is inside one range, aligned, within every bound, and apart from what is taken', () => {
    fc.assert(
      fc.property(
        ranges,
        fc.array(hole, { maxLength: 12 }),
        fc.nat(80 * PAGE_SIZE),
        bound,
        (ram, holes, memMin, memMax) => {
          const taken: AddressRange[] = [];
          for (const one of holes) {
            const start = locateHole(ram, taken, { memMin, memMax }, one, PAGE_SIZE);
            if (start === undefined) continue;
            const range = { start, end: start + one.size };
            expect(isInside(ram, range)).toBe(true);
            expect(isAligned(start, Math.max(one.align, PAGE_SIZE))).toBe(true);
            expect(range.end - 1).toBeLessThanOrEqual(Math.min(one.max, memMax));
            expect(start).toBeGreaterThanOrEqual(Math.max(one.min, memMin));
            expect(taken.some((other) => overlaps(other, range))).toBe(false);
            taken.push(range);
            taken.sort((a, b) => a.start - b.start);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('segments of one run never meet and never leave the RAM, and a run that gives up has changed nothing', () => {
    const content = fc.record({
      kind: fc.constant('other' as const),
      bufsz: fc.nat(9 * PAGE_SIZE),
      memsz: fc.nat(9 * PAGE_SIZE),
      at: fc.option(fc.nat(100).map((page) => page * PAGE_SIZE)),
      where: hole,
    });
    fc.assert(
      fc.property(ranges, fc.array(content, { maxLength: 10 }), (ram, contents) => {
        const list = new SegmentList(ram, { memMin: 0, memMax: Infinity }, PAGE_SIZE);
        for (const { at, where, ...one } of contents) {
          const before = list.segments;
          const { size: _size, ...bounds } = where;
          const placed = at === null ? list.addBuffer({ ...one, ...bounds }) : list.add(at, one);
          if (!placed.ok) expect(list.segments).toBe(before);
          for (const [index, segment] of list.segments.entries()) {
            const range = destinationOf(segment);
            expect(isInside(ram, range)).toBe(true);
            expect(segment.bufsz).toBeLessThanOrEqual(segment.memsz);
            if (index > 0)
              expect(destinationOf(list.segments[index - 1]!).end).toBeLessThanOrEqual(range.start);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
