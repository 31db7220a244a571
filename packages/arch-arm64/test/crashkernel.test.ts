import { describe, expect, test } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { GiB, MiB } from '@warmboot/address';
import { crashKernel, type Memblock } from '@warmboot/core/plugin';

import { reserveCrashKernel as reserve } from '../src/index.js';
import { layout } from './built.js';

const reserveCrashKernel = (cmdline: string, memblock: Memblock) =>
  reserve(cmdline, crashKernel.memoryAtBoot(memblock), layout);

const machine = (...ram: AddressRange[]): Memblock => ({
  memory: ram.map((range) => ({ range, nomap: false, driverManaged: false, hotplug: false })),
  reserved: [],
});

/** 3 GiB below 4 GiB and 4 above. */
const large = machine({ start: GiB, end: 8 * GiB });

const texts = (cmdline: string, memblock: Memblock) =>
  reserveCrashKernel(cmdline, memblock).log.map(({ text }) => text);

describe('crashkernel= on arm64 in Linux 6.1', () => {
  test('arm64 8: the plain form takes the highest place below 4 GiB', () => {
    const { region, low } = reserveCrashKernel('quiet crashkernel=256M', large);
    expect(region).toEqual({ start: 4 * GiB - 256 * MiB, end: 4 * GiB });
    expect(low).toBeUndefined();
  });

  test('arm64 8: memory without a mapping counts where the size depends on how much there is', () => {
    const { memory } = machine({ start: GiB, end: 2 * GiB }, { start: 2 * GiB, end: 3 * GiB });
    const half = { memory: memory.map((region, index) => ({ ...region, nomap: index === 1 })), reserved: [] };
    const { region } = reserveCrashKernel('crashkernel=1G-2G:64M,2G-:128M', half);
    expect(region).toEqual({ start: 2 * GiB - 128 * MiB, end: 2 * GiB });
  });

  test('arm64 8: the plain form does not fall back to high memory', () => {
    const full: Memblock = { ...large, reserved: [{ start: GiB, end: 4 * GiB }] };
    expect(reserveCrashKernel('crashkernel=256M', full).region).toBeUndefined();
    expect(texts('crashkernel=256M', full)).toEqual(['cannot allocate crashkernel (size:0x10000000)']);
  });

  test('arm64 8: SIZE@BASE is exactly there, at a multiple of 2 MiB, or nowhere', () => {
    expect(reserveCrashKernel('crashkernel=64M@2G', large).region).toEqual({
      start: 2 * GiB,
      end: 2 * GiB + 64 * MiB,
    });
    expect(reserveCrashKernel('crashkernel=64M@0x80001000', large).region).toBeUndefined();
    expect(reserveCrashKernel('crashkernel=64M@512M', large).region).toBeUndefined();
  });

  test('arm64 8: ,high has no low region of its own accord', () => {
    const { region, low } = reserveCrashKernel('crashkernel=1G,high', large);
    expect(region).toEqual({ start: 7 * GiB, end: 8 * GiB });
    expect(low).toBeUndefined();
  });

  test('arm64 8: ,low is reserved only for a region above 4 GiB', () => {
    const { low } = reserveCrashKernel('crashkernel=1G,high crashkernel=128M,low', large);
    expect(low).toEqual({ start: 4 * GiB - 128 * MiB, end: 4 * GiB });
    const small = machine({ start: GiB, end: 3 * GiB });
    expect(reserveCrashKernel('crashkernel=1G,high crashkernel=128M,low', small).low).toBeUndefined();
    expect(texts('crashkernel=1G,high crashkernel=128M,low', large)).toEqual([
      'crashkernel low memory reserved: 0xf8000000 - 0x100000000 (128 MB)',
      'crashkernel reserved: 0x00000001c0000000 - 0x0000000200000000 (1024 MB)',
    ]);
  });

  test('arm64 8: without room for ,low the high region is given back', () => {
    const full: Memblock = { ...large, reserved: [{ start: GiB, end: 4 * GiB }] };
    const made = reserveCrashKernel('crashkernel=1G,high crashkernel=128M,low', full);
    expect([made.region, made.low]).toEqual([undefined, undefined]);
    expect(made.log.map(({ text }) => text)).toEqual([
      'cannot allocate crashkernel low memory (size:0x8000000).',
    ]);
  });

  test('arm64 8: a machine that begins above 4 GiB has no low limit', () => {
    const high = machine({ start: 8 * GiB, end: 10 * GiB });
    expect(reserveCrashKernel('crashkernel=256M', high).region?.end).toBe(10 * GiB);
  });

  test('arm64 8: nothing is asked for, nothing happens', () => {
    expect(reserveCrashKernel('quiet', large)).toEqual({
      region: undefined,
      low: undefined,
      log: [],
    });
  });
});
