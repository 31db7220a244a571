import { describe, expect, it } from 'vitest';
import { locateHole } from '../../src/userspace/locate-hole.js';

const NO_BOUNDS = { memMin: 0, memMax: Infinity };
const ANYWHERE = { align: 1, min: 0, max: Infinity };
const ram = [
  { start: 0x400, end: 0x9_fc00 },
  { start: 0x10_0000, end: 0x100_0000 },
  { start: 0x1_0000_0000, end: 0x1_0800_0000 },
];

describe('core R7.6 locate_hole', () => {
  it('takes the first fit from below, aligned to at least a page', () => {
    expect(locateHole(ram, [], NO_BOUNDS, { ...ANYWHERE, size: 0x1000, direction: 'lowest' }, 4096)).toBe(
      0x1000,
    );
    expect(locateHole(ram, [], NO_BOUNDS, { ...ANYWHERE, size: 0x10_0000, direction: 'lowest' }, 4096)).toBe(
      0x10_0000,
    );
  });

  it('takes the last fit from above, so that the highest range wins', () => {
    expect(locateHole(ram, [], NO_BOUNDS, { ...ANYWHERE, size: 0x3000, direction: 'highest' }, 4096)).toBe(
      0x1_07ff_d000,
    );
    expect(
      locateHole(
        ram,
        [],
        NO_BOUNDS,
        { ...ANYWHERE, size: 0x3001, align: 0x20_0000, direction: 'highest' },
        4096,
      ),
    ).toBe(0x1_07e0_0000);
  });

  it('lets an exact fit in', () => {
    const one = [{ start: 0x1000, end: 0x3000 }];
    expect(locateHole(one, [], NO_BOUNDS, { ...ANYWHERE, size: 0x2000, direction: 'highest' }, 4096)).toBe(
      0x1000,
    );
    expect(
      locateHole(one, [], NO_BOUNDS, { ...ANYWHERE, size: 0x2001, direction: 'highest' }, 4096),
    ).toBeUndefined();
  });

  it('reads every bound as inclusive', () => {
    const bounds = { memMin: 0x20_0000, memMax: 0x7f_ffff };
    expect(locateHole(ram, [], bounds, { ...ANYWHERE, size: 0x1000, direction: 'lowest' }, 4096)).toBe(
      0x20_0000,
    );
    expect(locateHole(ram, [], bounds, { ...ANYWHERE, size: 0x1000, direction: 'highest' }, 4096)).toBe(
      0x7f_f000,
    );
    const one = { ...ANYWHERE, min: 0x1000, max: 0x1fff, size: 0x1000 };
    expect(locateHole(ram, [], NO_BOUNDS, { ...one, direction: 'highest' }, 4096)).toBe(0x1000);
  });

  it('stays clear of segments, and uses what is left on both sides', () => {
    const taken = [{ start: 0x1_0700_0000, end: 0x1_0800_0000 }];
    const request = { ...ANYWHERE, size: 0x1000, direction: 'highest' as const };
    expect(locateHole(ram, taken, NO_BOUNDS, request, 4096)).toBe(0x1_06ff_f000);
    expect(
      locateHole(ram, [{ start: 0x1000, end: 0x2000 }], NO_BOUNDS, { ...request, direction: 'lowest' }, 4096),
    ).toBe(0x2000);
  });

  it('does not join touching ranges (R7.8)', () => {
    const touching = [
      { start: 0x1000, end: 0x3000 },
      { start: 0x3000, end: 0x5000 },
    ];
    expect(
      locateHole(touching, [], NO_BOUNDS, { ...ANYWHERE, size: 0x3000, direction: 'lowest' }, 4096),
    ).toBeUndefined();
  });
});
