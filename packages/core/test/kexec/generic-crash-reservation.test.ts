import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GiB, MiB, overlaps, rangeAt, subtract } from '@warmboot/address';
import { reserveGenericCrashKernel } from '../../src/crash/generic-crash-reservation.js';

const layout = {
  pageSize: 4096,
  align: 16 * MiB,
  lowMax: 4 * GiB,
  highMax: 64 * 1024 * GiB,
  defaultLow: 256 * MiB,
};
const small = [{ start: MiB, end: 2 * GiB }];
const large = [...small, { start: 4 * GiB, end: 8 * GiB }];

const reserve = (cmdline: string, ram = large, free = ram) => {
  const { region, low, log } = reserveGenericCrashKernel(cmdline, ram, free, layout);
  return { region, low, log: log.map(({ text }) => text) };
};

describe('core 6.3 the crash reservation that all architectures share', () => {
  test('the plain form is low first, and without a low part', () => {
    expect(reserve('crashkernel=256M')).toEqual({
      region: rangeAt(2 * GiB - 256 * MiB, 256 * MiB),
      low: undefined,
      log: ['crashkernel reserved: 0x0000000070000000 - 0x0000000080000000 (256 MB)'],
    });
  });

  test('the plain form falls back to high memory, with the default low part', () => {
    expect(reserve('crashkernel=3G')).toMatchObject({
      region: rangeAt(5 * GiB, 3 * GiB),
      low: rangeAt(2 * GiB - 256 * MiB, 256 * MiB),
      log: [
        'crashkernel low memory reserved: 0x70000000 - 0x80000000 (256 MB)',
        'crashkernel reserved: 0x0000000140000000 - 0x0000000200000000 (3072 MB)',
      ],
    });
  });

  test(',high goes above with a low part of its own size, the default, or none', () => {
    const high = rangeAt(8 * GiB - 512 * MiB, 512 * MiB);
    expect(reserve('crashkernel=512M,high')).toMatchObject({
      region: high,
      low: rangeAt(2 * GiB - 256 * MiB, 256 * MiB),
    });
    expect(reserve('crashkernel=512M,high crashkernel=64M,low').low).toEqual(
      rangeAt(2 * GiB - 64 * MiB, 64 * MiB),
    );
    expect(reserve('crashkernel=512M,high crashkernel=0,low')).toMatchObject({
      region: high,
      low: undefined,
    });
  });

  test(',high falls back to low memory, and needs no low part there', () => {
    expect(reserve('crashkernel=512M,high', small)).toMatchObject({
      region: rangeAt(2 * GiB - 512 * MiB, 512 * MiB),
      low: undefined,
    });
  });

  test('a fixed base is taken when it is free and aligned, and nothing else is tried', () => {
    expect(reserve('crashkernel=64M@256M').region).toEqual(rangeAt(256 * MiB, 64 * MiB));
    const failed = 'crashkernel reservation failed - memory is in use.';
    for (const place of ['257M', '3G']) expect(reserve(`crashkernel=64M@${place}`).log).toEqual([failed]);
    const taken = subtract(large, [rangeAt(256 * MiB, 4096)]);
    expect(reserve('crashkernel=64M@256M', large, taken).log).toEqual([failed]);
  });

  test('what does not fit is refused: all of memory, a size without a hole, a low part without one', () => {
    expect(reserve('crashkernel=7G')).toEqual({ region: undefined, low: undefined, log: [] });
    expect(reserve('crashkernel=5G').log).toEqual(['cannot allocate crashkernel (size:0x140000000)']);
    expect(reserve('crashkernel=512M,high crashkernel=3G,low')).toEqual({
      region: undefined,
      low: undefined,
      log: ['cannot allocate crashkernel low memory (size:0xc0000000).'],
    });
  });

  test('nothing asked for, or nothing that can be read: no reservation', () => {
    for (const cmdline of [
      'quiet',
      'crashkernel=x',
      'crashkernel=0',
      'crashkernel=1G,high crashkernel=x,low',
    ]) {
      expect(reserve(cmdline).region).toBeUndefined();
    }
  });

  test('regions are free, aligned and apart, whatever is asked for', () => {
    const word = fc.constantFrom('', ',high', '@256M', '@3G', '@5G');
    const sizes = fc.integer({ min: 1, max: 6000 });
    const holes = fc.array(
      fc.integer({ min: 0, max: 8000 }).map((at) => rangeAt(at * MiB, 37 * MiB)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(sizes, word, sizes, holes, (size, form, low, taken) => {
        const free = subtract(large, taken);
        const made = reserve(`crashkernel=${size}M${form} crashkernel=${low}M,low`, large, free);
        const parts = [made.region, made.low].filter((part) => part !== undefined);
        for (const part of parts) {
          expect(free.some(({ start, end }) => start <= part.start && part.end <= end)).toBe(true);
          expect(part.start % layout.align).toBe(0);
        }
        if (parts.length === 2) expect(overlaps(parts[0]!, parts[1]!)).toBe(false);
      }),
    );
  });
});
