import { describe, expect, it } from 'vitest';
import { GiB, MiB } from '@warmboot/address';
import type { CrashKernelClass } from '../../src/crash/crashkernel.js';
import { parseCrashKernel } from '../../src/crash/crashkernel.js';

const parse = (cmdline: string, ram = 2 * GiB, wanted?: CrashKernelClass) =>
  parseCrashKernel(cmdline, ram, wanted);
const size = (cmdline: string, ram?: number, wanted?: CrashKernelClass) => {
  const { result } = parse(cmdline, ram, wanted);
  return result.ok ? [result.value.size, result.value.base] : result.errno;
};

describe('core R6.1 which crashkernel= counts', () => {
  it('takes the last word of each class', () => {
    const cmdline = 'a crashkernel=64M crashkernel=1G,high b crashkernel=128M crashkernel=72M,low';
    expect(size(cmdline)).toEqual([128 * MiB, 0]);
    expect(size(cmdline, 2 * GiB, 'high')).toEqual([GiB, 0]);
    expect(size(cmdline, 2 * GiB, 'low')).toEqual([72 * MiB, 0]);
  });

  it('says ENOENT when there is none', () => {
    expect(size('quiet')).toBe('ENOENT');
    expect(size('crashkernel=1G,high')).toBe('ENOENT');
    expect(size('crashkernel=1G', 2 * GiB, 'high')).toBe('ENOENT');
  });

  it('finds the word inside another one', () => expect(size('xcrashkernel=64M')).toEqual([64 * MiB, 0]));
});

describe('core R6.2 ranges', () => {
  const ranged = 'crashkernel=512M-2G:64M,2G-:128M@16M';

  it('takes the first entry that holds the RAM, and the offset that follows', () => {
    expect(size(ranged, GiB)).toEqual([64 * MiB, 16 * MiB]);
    expect(size(ranged, 2 * GiB)).toEqual([128 * MiB, 16 * MiB]);
  });

  it('rounds RAM up to 128 MiB first', () => {
    expect(size(ranged, 2 * GiB - 4096)).toEqual([128 * MiB, 16 * MiB]);
    expect(size(ranged, 385 * MiB)).toEqual([64 * MiB, 16 * MiB]);
  });

  it('gives nothing, and says so, when no entry matches', () => {
    const { result, log } = parse(ranged, 256 * MiB);
    expect(result).toEqual({ ok: true, value: { size: 0, base: 0 } });
    expect(log).toEqual([{ level: 'info', text: 'crashkernel size resulted in zero bytes' }]);
  });

  it('does not look at entries after the match', () =>
    expect(size('crashkernel=1G-:64M,rubbish', 2 * GiB)).toEqual([64 * MiB, 0]));

  it.each([
    ['-2G:64M', 'crashkernel: Memory value expected'],
    ['1G:64M', "crashkernel: '-' expected"],
    ['1G-x:64M', 'crashkernel: Memory value expected'],
    ['1G-1G:64M', 'crashkernel: end <= start'],
    ['1G-2G,4G-:64M', "crashkernel: ':' expected"],
    ['1G-:', 'Memory value expected'],
    ['1G-:2G', 'crashkernel: invalid size'],
    ['1G-:64M@x', "Memory value expected after '@'"],
  ])('refuses %s', (value, text) => {
    const { result, log } = parse(`crashkernel=${value}`, 2 * GiB);
    expect(result).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(log).toEqual([{ level: 'warn', text }]);
  });
});

describe('core R6.3 the simple form', () => {
  it.each([
    ['256M', [256 * MiB, 0]],
    ['0x1000000', [16 * MiB, 0]],
    ['64m@0x1000', [64 * MiB, 0x1000]],
    ['64M@nowhere', [64 * MiB, 0]],
    ['512', [512, 0]],
    ['010', [8, 0]],
  ])('reads %s', (value, wanted) => expect(size(`crashkernel=${value}`)).toEqual(wanted));

  it.each(['', 'x', '64Mx', '64M,foo'])('refuses %j', (value) =>
    expect(size(`crashkernel=${value}`)).toBe('EINVAL'),
  );
});
