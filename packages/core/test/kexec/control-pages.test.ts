import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crashControlPages, takeControlPages } from '../../src/kexec/control-pages.js';
import { rangeAt } from '@warmboot/address';
import { PageSequence } from '../page-sequence.js';
import { PAGE_SIZE } from '../page-size.js';

const pages = (first: number, count: number) => rangeAt(first * PAGE_SIZE, count * PAGE_SIZE);

describe('core R4.8 control pages of a normal image', () => {
  test('the first block that no destination covers; what came up before goes back', () => {
    const order = [2, 3, 4, 5, 9, 10, 11].map((page) => page * PAGE_SIZE);
    const allocator = new PageSequence(order);
    const found = takeControlPages(allocator, 2 * PAGE_SIZE, Infinity, [pages(3, 2)]);
    expect(found).toEqual(pages(10, 2));
    expect([...allocator.left].sort((a, b) => a - b)).toEqual(
      [2, 3, 4, 5, 9].map((page) => page * PAGE_SIZE),
    );
  });

  test('a block that ends at the limit is not used', () => {
    const order = [8, 9, 4].map((page) => page * PAGE_SIZE);
    expect(takeControlPages(new PageSequence(order), PAGE_SIZE, 9 * PAGE_SIZE, [])).toEqual(pages(4, 1));
  });

  test('none is left, and all is given back', () => {
    const allocator = new PageSequence([PAGE_SIZE, 2 * PAGE_SIZE]);
    expect(takeControlPages(allocator, PAGE_SIZE, Infinity, [pages(0, 9)])).toBeUndefined();
    expect(allocator.left).toHaveLength(2);
  });
});

describe('core R4.9 control pages of a crash image', () => {
  const region = pages(16, 32);

  test('the first hole of the region, aligned to its size', () => {
    expect(crashControlPages(region, 2 * PAGE_SIZE, region.start, [])).toEqual(pages(16, 2));
    expect(crashControlPages(region, 2 * PAGE_SIZE, 17 * PAGE_SIZE, [])).toEqual(pages(18, 2));
    expect(crashControlPages(region, 2 * PAGE_SIZE, region.start, [pages(17, 2)])).toEqual(pages(20, 2));
  });

  test('none when the region is full', () => {
    expect(crashControlPages(region, PAGE_SIZE, region.start, [pages(16, 32)])).toBeUndefined();
    expect(crashControlPages(region, 2 * PAGE_SIZE, region.start, [pages(17, 30)])).toBeUndefined();
  });

  test('is inside the region, aligned, and apart from every segment', () => {
    const segment = fc.record({ first: fc.integer({ min: 10, max: 50 }), count: fc.nat(8) });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), fc.constantFrom(1, 2, 4), (segments, size) => {
        const taken = segments.map(({ first, count }) => pages(first, count));
        const found = crashControlPages(region, size * PAGE_SIZE, region.start, taken);
        // As the kernel compares them, an empty segment is in the way of a hole around it.
        const fits = (first: number): boolean =>
          taken.every(({ start, end }) => end <= first * PAGE_SIZE || start >= (first + size) * PAGE_SIZE);
        const naive = Array.from({ length: 32 }, (_, index) => 16 + index).find(
          (first) => first % size === 0 && first + size <= 48 && fits(first),
        );
        expect(found).toEqual(naive === undefined ? undefined : pages(naive, size));
      }),
    );
  });
});
