import { describe, expect, test } from 'vitest';
import { GiB, MiB, subtract } from '@warmboot/address';
import { reserveCrashKernel } from '../src/index.js';

const small = [{ start: MiB, end: 2 * GiB }];
const large = [...small, { start: 4 * GiB, end: 8 * GiB }];
const reserve = (cmdline: string, ram = small, taken: readonly { start: number; end: number }[] = []) => {
  const { region, low, log } = reserveCrashKernel(cmdline, { ram, free: subtract(ram, taken) });
  return { region, low, log: log.map(({ text }) => text) };
};

describe('x86 8 reserve_crashkernel', () => {
  test('nothing asked for, nothing said', () => {
    expect(reserve('quiet')).toEqual({ region: undefined, low: undefined, log: [] });
  });

  test('the plain form takes the highest 16 MiB boundary below 4 GiB, whatever is above', () => {
    const { region, low, log } = reserve('crashkernel=256M', large);
    expect([region, low]).toEqual([{ start: 2 * GiB - 256 * MiB, end: 2 * GiB }, undefined]);
    expect(log).toEqual(['Reserving 256MB of memory at 1792MB for crashkernel (System RAM: 6143MB)']);
  });

  test('the plain form goes above 4 GiB when nothing fits below, and then has a low part', () => {
    const { region, low } = reserve('crashkernel=3G', large);
    expect(region).toEqual({ start: 5 * GiB, end: 8 * GiB });
    expect(low).toEqual({ start: 2 * GiB - 256 * MiB, end: 2 * GiB });
  });

  test(',high goes above at once; ,low says how much is low', () => {
    const { region, low, log } = reserve('crashkernel=512M,high crashkernel=64M,low', large);
    expect(region).toEqual({ start: 8 * GiB - 512 * MiB, end: 8 * GiB });
    expect(low).toEqual({ start: 2 * GiB - 64 * MiB, end: 2 * GiB });
    expect(log[0]).toBe('Reserving 64MB of low memory at 1984MB for crashkernel (low RAM limit: 4096MB)');
    expect(reserve('crashkernel=512M,high crashkernel=0,low', large).low).toBeUndefined();
  });

  test.each([
    ['', 256],
    ['swiotlb=65536 ', 256],
    ['swiotlb=131072 ', 264],
    ['swiotlb=0x40000,force ', 520],
  ])(
    '%s: the low part is as large as bounce buffers and 8 MiB more, and no less than 256 MiB: %i MiB',
    (words, low) => {
      const { low: region } = reserve(`${words}crashkernel=512M,high`, large);
      expect(region).toEqual({
        start: Math.floor((2 * GiB - low * MiB) / (16 * MiB)) * 16 * MiB,
        end: expect.any(Number) as number,
      });
      expect(region!.end - region!.start).toBe(low * MiB);
    },
  );

  test(',high stays low where there is no high memory, without a low part', () => {
    expect(reserve('crashkernel=512M,high')).toMatchObject({ region: { end: 2 * GiB }, low: undefined });
  });

  test('a fixed base must be free, and in whole MiB', () => {
    const kernel = [{ start: 16 * MiB, end: 32 * MiB }];
    expect(reserve('crashkernel=64M@33M', small, kernel).region).toEqual({ start: 33 * MiB, end: 97 * MiB });
    for (const cmdline of ['crashkernel=64M@16M', 'crashkernel=64M@0x2100800', 'crashkernel=64M@3G']) {
      expect(reserve(cmdline, small, kernel)).toEqual({
        region: undefined,
        low: undefined,
        log: ['crashkernel reservation failed - memory is in use.'],
      });
    }
  });

  test('no room', () => {
    expect(reserve('crashkernel=3G').log).toEqual([
      'crashkernel reservation failed - No suitable area found.',
    ]);
    expect(reserve('crashkernel=1G,high crashkernel=3G,low', large)).toEqual({
      region: undefined,
      low: undefined,
      log: ['Cannot reserve 3072MB crashkernel low memory, please try smaller size.'],
    });
  });
});
