import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignInward, alignOutward, covers, isAligned } from '@warmboot/address';

const range = fc
  .tuple(fc.nat(2 ** 40), fc.nat(2 ** 30))
  .map(([start, size]) => ({ start, end: start + size }));
const alignment = fc.integer({ min: 0, max: 21 }).map((bits) => 2 ** bits);

describe('a range and what it is made of whole units', () => {
  it('grows outward to the least that covers it', () => {
    expect(alignOutward({ start: 0x1fff, end: 0x3001 }, 0x1000)).toEqual({ start: 0x1000, end: 0x4000 });
    fc.assert(
      fc.property(range, alignment, (inner, unit) => {
        const outer = alignOutward(inner, unit);
        expect(covers(outer, inner)).toBe(true);
        expect([outer.start, outer.end].every((end) => isAligned(end, unit))).toBe(true);
        expect(inner.start - outer.start < unit && outer.end - inner.end < unit).toBe(true);
      }),
    );
  });

  it('is cut inward to the most that it covers, which may be nothing', () => {
    expect(alignInward({ start: 0x1fff, end: 0x4001 }, 0x1000)).toEqual({ start: 0x2000, end: 0x4000 });
    const none = alignInward({ start: 0x1001, end: 0x1fff }, 0x1000);
    expect(none.start >= none.end).toBe(true);
  });
});
