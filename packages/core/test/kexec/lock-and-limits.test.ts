import { describe, expect, test } from 'vitest';
import { NO_LOCKS } from '../../src/machine/locks.js';
import type { Machine } from '../../src/machine/machine.js';
import { covers, GiB, MiB, overlaps, rangeAt } from '@warmboot/address';
import { destinationOf } from '../../src/image/segment.js';
import { KEXEC_ON_CRASH, KEXEC_PRESERVE_CONTEXT } from '../../src/image/load-flags.js';

import { load, machineWith, segment } from '../kexec-world.js';
import { PAGE_SIZE } from '../page-size.js';

describe('core 4.4: lock, limits, context', () => {
  test('4.1 step 8, R4.11: while another call holds the lock, loads and jumps are EBUSY', () => {
    const world = machineWith();
    const machine = load(world);
    const locked = world.step<'kexec-lock'>(machine, { kind: 'kexec-lock', held: true }).machine;
    const call = { entry: 0n, flags: 0, segments: [] };
    const busy = { ok: false, errno: 'EBUSY' };
    expect(world.step<'raw-load'>(locked, { kind: 'raw-load', call }).result).toMatchObject(busy);
    expect(
      world.step<'kexec-unload'>(locked, { kind: 'kexec-unload', image: 'normal' }).result,
    ).toMatchObject(busy);
    expect(world.step<'kexec-exec'>(locked, { kind: 'kexec-exec' }).result).toMatchObject({
      outcome: 'refused',
      errno: 'EBUSY',
    });
    expect(world.step<'kexec-lock'>(locked, { kind: 'kexec-lock', held: true }).result).toMatchObject(busy);
    const free = world.step<'kexec-lock'>(locked, { kind: 'kexec-lock', held: false }).machine;
    expect(world.step<'kexec-exec'>(free, { kind: 'kexec-exec' }).result.outcome).toBe('booted');
  });

  test('R4.13: a panic under the lock skips the crash image', () => {
    const world = machineWith();
    const kexec = { ...world.machine.kexec, crashRegion: rangeAt(512 * MiB, 64 * MiB) };
    const locks = { ...NO_LOCKS, kexec: 'another call' };
    const crashed = world.step<'crash'>({ ...world.machine, kexec, locks }, { kind: 'crash' });
    expect(crashed.result).toMatchObject({ outcome: 'reset' });
  });

  test('R4.14: limits only go down, and every permitted call takes one, failed ones and unloads too', () => {
    const world = machineWith({ profile: 'linux-6.8' });
    const limit = (machine: Machine, value: number) =>
      world.step<'load-limit'>(machine, { kind: 'load-limit', image: 'normal', value });
    const unload = (machine: Machine) =>
      world.step<'raw-load'>(machine, { kind: 'raw-load', call: { entry: 0n, flags: 0, segments: [] } });
    let { machine } = limit(world.machine, 2);
    for (const value of [2, 3, -1, 0.5]) {
      expect(limit(machine, value).result).toMatchObject({ ok: false, errno: 'EINVAL' });
    }
    ({ machine } = unload(machine));
    expect(machine.kexec.loadLimits).toEqual({ normal: 1, crash: -1 });
    const bad = { entry: 0n, flags: 0, segments: [segment(1, PAGE_SIZE)] };
    const failed = world.step<'raw-load'>(machine, { kind: 'raw-load', call: bad });
    expect(failed.result).toMatchObject({ ok: false, errno: 'EADDRNOTAVAIL' });
    expect(unload(failed.machine).result).toMatchObject({ ok: false, errno: 'EPERM' });
    const crash = { entry: 0n, flags: KEXEC_ON_CRASH, segments: [] };
    expect(world.step<'raw-load'>(failed.machine, { kind: 'raw-load', call: crash }).result.ok).toBe(true);
  });

  test('R4.14: 6.1 has no limits', () => {
    const world = machineWith();
    const action = { kind: 'load-limit', image: 'crash', value: 1 } as const;
    expect(world.step<'load-limit'>(world.machine, action).result).toMatchObject({
      ok: false,
      errno: 'ENOENT',
    });
  });

  test('R4.12: code that keeps the context returns, and everything is as before', () => {
    const exchange = { page: 'exchange', absent: 'lost' } as const;
    const world = machineWith({ kexec: { preserveContext: true, relocation: exchange } });
    const call = { entry: BigInt(GiB), flags: KEXEC_PRESERVE_CONTEXT, segments: [segment(GiB, PAGE_SIZE)] };
    const { machine } = world.step<'raw-load'>(world.machine, { kind: 'raw-load', call });
    const called = world.step<'kexec-exec'>(machine, { kind: 'kexec-exec' });
    expect(called.result).toMatchObject({ outcome: 'returned' });
    expect(called.log).toEqual([]);
    expect(called.machine.kexec.normal).toBe(machine.kexec.normal);
    expect(called.machine.contents).toBe(machine.contents);
    expect(called.machine.halted).toBeUndefined();
  });

  test('arch-x86 5.1: page tables of the jump are control pages: reserved, and no destination', () => {
    const world = machineWith({ kexec: { pageTablePages: () => 3 } });
    const image = load(world).kexec.normal!;
    const [code, ...tables] = image.pages.control;
    expect([code, ...tables]).toHaveLength(4);
    for (const page of tables) {
      expect([...image.pages.reserved].some((range) => covers(range, page))).toBe(true);
      expect(image.segments.some((one) => overlaps(destinationOf(one), page))).toBe(false);
    }
  });

  test('R4.9: those of a crash image are holes of its region; without one there is no load', () => {
    const region = rangeAt(512 * MiB, 8 * PAGE_SIZE);
    const call = {
      entry: BigInt(region.start),
      flags: KEXEC_ON_CRASH,
      segments: [segment(region.start, PAGE_SIZE)],
    };
    const loadWith = (pages: number) => {
      const world = machineWith({ kexec: { pageTablePages: () => pages } });
      const before = { ...world.machine, kexec: { ...world.machine.kexec, crashRegion: region } };
      return world.step<'raw-load'>(before, { kind: 'raw-load', call });
    };
    // A page of the segment, one of code and one of vmcoreinfo leave five.
    const control = loadWith(5).machine.kexec.crash!.pages.control;
    expect(control).toHaveLength(7);
    expect(control.every((page) => covers(region, page))).toBe(true);
    expect(loadWith(6).result).toMatchObject({ ok: false, errno: 'ENOMEM' });
  });

  test('R4.12: without the capability the flag is unknown', () => {
    const world = machineWith();
    const call = { entry: 0n, flags: KEXEC_PRESERVE_CONTEXT, segments: [segment(GiB, PAGE_SIZE)] };
    expect(world.step<'raw-load'>(world.machine, { kind: 'raw-load', call }).result).toMatchObject({
      ok: false,
      errno: 'EINVAL',
    });
  });
});
