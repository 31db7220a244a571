import { GiB, KiB, MiB, TiB } from '@warmboot/address';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapScale } from '../src/index.js';

describe('the scale of a map', () => {
  const range = fc
    .tuple(fc.nat(2 ** 20), fc.integer({ min: 1, max: 2 ** 16 }))
    .map(([start, size]) => ({ start: start * MiB, end: (start + size) * MiB }));
  const ranges = fc.array(range, { minLength: 1, maxLength: 30 });
  const width = fc.integer({ min: 280, max: 3800 });

  test('has a place for everything, and never turns back', () => {
    fc.assert(
      fc.property(ranges, width, (extents, paper) => {
        const scale = mapScale(extents, paper);
        const addresses = extents.flatMap(({ start, end }) => [start, end]).sort((a, b) => a - b);
        let last = -1;
        for (const address of addresses) {
          const x = scale.x(address);
          expect(x).toBeGreaterThanOrEqual(Math.max(0, last - 1e-6));
          expect(x).toBeLessThanOrEqual(paper + 1e-6);
          last = x;
        }
      }),
    );
  });

  test('leaves out long holes, and draws short ones as holes', () => {
    const apart = mapScale(
      [
        { start: 0, end: GiB },
        { start: TiB, end: TiB + GiB },
      ],
      1000,
    );
    expect(apart.pieces).toHaveLength(2);
    const near = mapScale(
      [
        { start: 0, end: GiB },
        { start: GiB + 8 * MiB, end: 2 * GiB },
      ],
      1000,
    );
    expect(near.pieces).toHaveLength(1);
  });

  test('is the same for all pieces but those that would not be seen, and says which', () => {
    const { pieces } = mapScale(
      [
        { start: 0, end: 64 * KiB },
        { start: 4 * GiB, end: 6 * GiB },
        { start: 16 * GiB, end: 17 * GiB },
      ],
      1200,
    );
    const [tiny, two, one] = pieces;
    expect(tiny!.widened).toBe(true);
    expect(two!.widened || one!.widened).toBe(false);
    expect((two!.to - two!.from) / (one!.to - one!.from)).toBeCloseTo(2, 5);
  });

  test('tells the address of a place, and nothing of a break', () => {
    const scale = mapScale(
      [
        { start: 0, end: GiB },
        { start: TiB, end: TiB + GiB },
      ],
      1018,
    );
    expect(scale.address(250)).toBe(GiB / 2);
    expect(scale.address(509)).toBeUndefined();
  });
});
