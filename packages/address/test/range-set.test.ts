import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RangeSet } from '../src/index.js';

const step = fc.record({ add: fc.boolean(), start: fc.nat(40), size: fc.nat(12) });

test('a set of ranges holds what a set of numbers would hold, joined where ranges touch', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.nat(40), fc.nat(20), (steps, from, size) => {
      const numbers = new Set<number>();
      let set = RangeSet.EMPTY;
      for (const { add, start, size: length } of steps) {
        const range = { start, end: start + length };
        set = add ? set.with(range) : set.without(range);
        for (let at = start; at < range.end; at += 1) {
          if (add) numbers.add(at);
          else numbers.delete(at);
        }
      }
      const ranges = [...set];
      expect(set.rangeCount).toBe(ranges.length);
      for (const [index, { start }] of ranges.entries()) {
        if (index > 0) expect(ranges[index - 1]!.end).toBeLessThan(start);
      }
      const held = ranges.flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, index) => start + index),
      );
      expect(held).toEqual([...numbers].sort((a, b) => a - b));
      for (let at = 0; at < 60; at += 1) expect(set.has(at)).toBe(numbers.has(at));

      const first = set.firstIn({ start: from, end: from + size });
      const inside = held.filter((at) => at >= from && at < from + size);
      expect(first?.start).toBe(inside[0]);
      if (first !== undefined) {
        for (let at = first.start; at < first.end; at += 1) expect(inside).toContain(at);
        expect(inside).not.toContain(first.end);
      }
    }),
    { numRuns: 400 },
  );
});
