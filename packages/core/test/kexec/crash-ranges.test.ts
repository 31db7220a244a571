import { describe, expect, it } from 'vitest';
import { excludeCrashRange } from '../../src/crash/crash-ranges.js';

const range = (start: number, end: number) => ({ start, end });
const ranges = [range(0x1000, 0x5000), range(0x5000, 0x9000), range(0x10000, 0x20000)];
const old = { stopsAtFirstCut: true };

describe('core R5.13 crash_exclude_mem_range', () => {
  it('drops what is covered, trims, and splits when there is room', () => {
    expect(excludeCrashRange(ranges, range(0x1000, 0x5000), 3, old)).toEqual({
      ok: true,
      value: ranges.slice(1),
    });
    expect(excludeCrashRange(ranges, range(0x10000, 0x18000), 3, old)).toEqual({
      ok: true,
      value: [ranges[0], ranges[1], range(0x18000, 0x20000)],
    });
    expect(excludeCrashRange(ranges, range(0x12000, 0x18000), 4, old)).toEqual({
      ok: true,
      value: [ranges[0], ranges[1], range(0x10000, 0x12000), range(0x18000, 0x20000)],
    });
  });

  it('is out of memory when a split has no slot', () => {
    expect(excludeCrashRange(ranges, range(0x12000, 0x18000), 3, old)).toMatchObject({
      ok: false,
      errno: 'ENOMEM',
    });
  });

  it('stops at the first range that it trims in 6.1, and goes on in later kernels', () => {
    const hole = range(0x4000, 0x6000);
    expect(excludeCrashRange(ranges, hole, 4, old)).toEqual({
      ok: true,
      value: [range(0x1000, 0x4000), ranges[1], ranges[2]],
    });
    expect(excludeCrashRange(ranges, hole, 4, { stopsAtFirstCut: false })).toEqual({
      ok: true,
      value: [range(0x1000, 0x4000), range(0x6000, 0x9000), ranges[2]],
    });
  });
});
