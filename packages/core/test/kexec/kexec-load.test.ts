import { describe, expect, it } from 'vitest';
import type { KexecLoadCall } from '../../src/kexec/loader.js';
import type { KexecSegment, RawSegment } from '../../src/image/segment.js';
import type { KexecState } from '../../src/image/kexec-state.js';
import { done, refuseAloud } from '../../src/answer/result.js';
import { GiB, MiB } from '@warmboot/address';
import { KEXEC_ON_CRASH } from '../../src/image/load-flags.js';
import { sanityCheck } from '../../src/kexec/sanity.js';

import { fakeLoadRequest } from '../fake-machine.js';
import { machineWith as worldWith } from '../kexec-world.js';
import { PLUGGED_AT, RunningMachine } from '../memory/running-machine.js';

const PAGE = 4096n;
const CRASH = { start: 256 * MiB, end: 512 * MiB };
const ARCH = 0x7fff_0000;

const segment = (mem: bigint, memsz = PAGE, bufsz = memsz): RawSegment => ({ mem, memsz, bufsz });

const machineWith = (kexec: Partial<KexecState> = {}): RunningMachine => {
  const running = new RunningMachine();
  running.machine = { ...running.machine, kexec: { ...running.machine.kexec, crashRegion: CRASH, ...kexec } };
  return running;
};

const load = (running: RunningMachine, call: Partial<KexecLoadCall>) => {
  const segments = call.segments ?? [segment(0x1000_0000n)];
  const result = running.do<'raw-load'>({
    kind: 'raw-load',
    call: { entry: 0n, flags: 0, ...call, segments },
  });
  return result.ok ? 'loaded' : result.errno;
};

const crashCall = (change: Partial<KexecLoadCall> = {}): Partial<KexecLoadCall> => ({
  flags: KEXEC_ON_CRASH,
  entry: BigInt(CRASH.start),
  segments: [segment(BigInt(CRASH.start))],
  ...change,
});

describe('core 4.1 the checks of kexec_load, in their order', () => {
  it('1: kexec_load_disabled is EPERM before anything else', () => {
    const running = machineWith({ loadDisabled: true });
    expect(load(running, { flags: 0x4, segments: Array(17).fill(segment(1n)) })).toBe('EPERM');
  });

  it('4: an unknown flag is EINVAL, and preserve context where there is none', () => {
    expect(load(machineWith(), { flags: 0x4 })).toBe('EINVAL');
    expect(load(machineWith(), { flags: 0x2 })).toBe('EINVAL');
    expect(load(machineWith(), { flags: 0x8000 })).toBe('EINVAL');
  });

  it('5: sixteen segments are the most', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => segment(BigInt(index) * PAGE));
    expect(load(machineWith(), { segments: many(16) })).toBe('loaded');
    expect(load(machineWith(), { segments: many(17) })).toBe('EINVAL');
  });

  it('6: the architecture is this one or none', () => {
    expect(load(machineWith(), { flags: ARCH })).toBe('loaded');
    expect(load(machineWith(), { flags: 62 << 16 })).toBe('EINVAL');
    expect(load(machineWith(), { flags: 62 << 16, segments: [] })).toBe('EINVAL');
  });

  it('9: no segments unload the image of the type, and none is fine too', () => {
    const running = machineWith();
    expect(load(running, {})).toBe('loaded');
    expect(load(running, crashCall())).toBe('loaded');
    expect(load(running, { segments: [], flags: KEXEC_ON_CRASH })).toBe('loaded');
    expect([running.machine.kexec.normal === undefined, running.machine.kexec.crash]).toEqual([
      false,
      undefined,
    ]);
    expect(load(running, { segments: [] })).toBe('loaded');
    expect(load(running, { segments: [] })).toBe('loaded');
    expect(running.machine.kexec.normal).toBeUndefined();
  });

  it('10: the old crash image is gone even when the new one is refused; a normal one stays', () => {
    const running = machineWith();
    load(running, {});
    load(running, crashCall());
    expect(load(running, crashCall({ entry: 0n }))).toBe('EADDRNOTAVAIL');
    expect(running.machine.kexec.crash).toBeUndefined();
    const { normal } = running.machine.kexec;
    expect(load(running, { segments: [segment(1n)] })).toBe('EADDRNOTAVAIL');
    expect(running.machine.kexec.normal).toBe(normal);
  });

  it.each([
    [BigInt(CRASH.start) - 1n, 'EADDRNOTAVAIL'],
    [BigInt(CRASH.start), 'loaded'],
    [BigInt(CRASH.end) - 1n, 'loaded'],
    [BigInt(CRASH.end), 'EADDRNOTAVAIL'],
  ])('11: a crash entry of %i: %s', (entry, outcome) => {
    expect(load(machineWith(), crashCall({ entry }))).toBe(outcome);
  });

  it('11: without a reservation no crash image loads', () => {
    expect(load(machineWith({ crashRegion: undefined }), crashCall())).toBe('EADDRNOTAVAIL');
  });
});

describe('core 4.2 sanity_check_segment_list', () => {
  const outcomeOf = (...segments: RawSegment[]) => load(machineWith(), { segments });

  it.each([
    ['wraps', segment(2n ** 64n - PAGE, 2n * PAGE)],
    ['begins inside a page', segment(1n, PAGE)],
    ['ends inside a page', segment(0n, PAGE - 1n)],
  ])('1: a segment that %s is EADDRNOTAVAIL', (_what, bad) => {
    expect(outcomeOf(bad)).toBe('EADDRNOTAVAIL');
  });

  it('1: a segment that ends at the limit is EADDRNOTAVAIL, one page lower is fine', () => {
    const limits = {
      pageSize: 4096,
      destinationLimit: 8n * PAGE,
      totalRamPages: 100,
      crashRegion: undefined,
    };
    expect(sanityCheck([segment(7n * PAGE)], 'normal', limits)).toMatchObject({ errno: 'EADDRNOTAVAIL' });
    expect(sanityCheck([segment(6n * PAGE)], 'normal', limits).ok).toBe(true);
  });

  it('2: overlap is EINVAL, touching is fine', () => {
    expect(outcomeOf(segment(0n, 2n * PAGE), segment(PAGE))).toBe('EINVAL');
    expect(outcomeOf(segment(PAGE), segment(0n, PAGE), segment(2n * PAGE))).toBe('loaded');
  });

  it('3: more bytes than room is EINVAL', () => {
    expect(outcomeOf(segment(0n, PAGE, PAGE + 1n))).toBe('EINVAL');
  });

  it('each check looks at all segments before the next one does', () => {
    const overlapping = [segment(0n, 2n * PAGE), segment(PAGE)];
    expect(outcomeOf(...overlapping, segment(1n))).toBe('EADDRNOTAVAIL');
    const tooFull = segment(0x100_0000n, PAGE, 2n * PAGE);
    const tooBig = segment(0x1000_0000n, BigInt(GiB) + PAGE);
    expect(outcomeOf(tooBig, tooFull)).toBe('EINVAL');
  });

  it('4: half of the RAM is the most, for one and for all', () => {
    const half = BigInt(GiB);
    expect(outcomeOf(segment(0n, half))).toBe('loaded');
    expect(outcomeOf(segment(0n, half + PAGE))).toBe('EINVAL');
    expect(outcomeOf(segment(0n, half), segment(half))).toBe('EINVAL');
  });

  it('4: the half follows hotplug', () => {
    const running = machineWith();
    const segments = [segment(0n, BigInt(GiB) + PAGE)];
    running.plug('dimm0', PLUGGED_AT, 128 * MiB);
    expect(load(running, { segments }), 'while it is offline').toBe('EINVAL');
    running.writeState(64, 'online');
    expect(load(running, { segments })).toBe('loaded');
    running.writeState(64, 'offline');
    expect(load(running, { segments })).toBe('EINVAL');
  });

  it.each([
    ['before', segment(BigInt(CRASH.start) - PAGE, 2n * PAGE)],
    ['after', segment(BigInt(CRASH.end) - PAGE, 2n * PAGE)],
  ])('5: a crash segment that sticks out %s is EADDRNOTAVAIL', (_where, bad) => {
    expect(load(machineWith(), crashCall({ segments: [bad] }))).toBe('EADDRNOTAVAIL');
  });

  it('core R4.2 nothing asks whether the destination is RAM, and an empty segment passes', () => {
    expect(outcomeOf(segment(0x8000_0000_0000n), segment(PAGE, 0n))).toBe('loaded');
  });
});

describe('core 4.4 exec, unload and the sysctl', () => {
  it('core R4.11 executing nothing is EINVAL', () => {
    const running = machineWith();
    expect(running.do<'kexec-exec'>({ kind: 'kexec-exec' })).toMatchObject({
      outcome: 'refused',
      errno: 'EINVAL',
    });
  });

  it('core R4.11 the jump says so, and a destination that went is not looked at', () => {
    const running = new RunningMachine();
    running.plug('dimm0', PLUGGED_AT, GiB);
    const request = fakeLoadRequest({ memMin: PLUGGED_AT });
    running.do<'kexec-load'>({ kind: 'kexec-load', path: 'kexec_load', request });
    running.unplug('dimm0');
    expect(running.do<'kexec-exec'>({ kind: 'kexec-exec' })).toMatchObject({ outcome: 'hang' });
    expect(running.lines('notice')).toEqual(['kexec_core: Starting new kernel']);
    expect(() => running.unplug('dimm0')).toThrow(/dead/);
  });

  it('core R4.13 a panic without a crash image is the end', () => {
    expect(machineWith().do<'crash'>({ kind: 'crash' })).toMatchObject({ outcome: 'reset' });
  });

  it('core R4.14 kexec_load_disabled goes to 1 and never back; it stops loads and unloads, not the jump', () => {
    const running = machineWith();
    const write = (value: number) => running.do<'load-disabled'>({ kind: 'load-disabled', value });
    expect(write(0)).toMatchObject({ errno: 'EINVAL' });
    load(running, {});
    expect(write(1).ok).toBe(true);
    expect(write(0)).toMatchObject({ errno: 'EINVAL' });
    expect(write(1).ok).toBe(true);
    expect(load(running, {})).toBe('EPERM');
    expect(running.do<'kexec-unload'>({ kind: 'kexec-unload', image: 'normal' })).toMatchObject({
      errno: 'EPERM',
    });
    expect(running.machine.kexec.normal).toBeDefined();
    expect(running.do<'kexec-exec'>({ kind: 'kexec-exec' }).outcome).not.toBe('refused');
  });

  it('core R4.15, R4.17 the sysfs files follow loads and unloads', () => {
    const running = machineWith();
    const shown = () => {
      const { sys } = running.kernel.observe(running.machine);
      return ['kexec_loaded', 'kexec_crash_loaded', 'kexec_crash_size'].map(
        (file) => sys[`/sys/kernel/${file}`],
      );
    };
    expect(shown()).toEqual(['0', '0', `${256 * MiB}`]);
    load(running, {});
    load(running, crashCall());
    expect(shown()).toEqual(['1', '1', `${256 * MiB}`]);
    running.do<'kexec-unload'>({ kind: 'kexec-unload', image: 'crash' });
    running.do<'kexec-unload'>({ kind: 'kexec-unload', image: 'normal' });
    expect(shown()).toEqual(['0', '0', `${256 * MiB}`]);
  });
});

describe('core 4.1, step 14: machine_kexec_prepare', () => {
  it('sees the segments after every other check, and its refusal leaves what was loaded before', () => {
    const prepare = (segments: readonly KexecSegment[]) =>
      segments.length === 1 ? done : refuseAloud('EINVAL', 'one segment is what this architecture wants');
    const world = worldWith({ kexec: { prepare } });
    const call = (...segments: RawSegment[]) =>
      ({ kind: 'raw-load', call: { entry: 0n, flags: 0, segments } }) as const;
    const [first, second] = [segment(0x1000_0000n), segment(0x2000_0000n)];
    const loaded = world.step<'raw-load'>(world.machine, call(first));
    expect(loaded.result.ok).toBe(true);
    const refused = world.step<'raw-load'>(loaded.machine, call(first, second));
    expect(refused.result).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(refused.log.map(({ text }) => text)).toContain('one segment is what this architecture wants');
    expect(refused.machine.kexec.normal).toBe(loaded.machine.kexec.normal);
    const overlapping = world.step<'raw-load'>(loaded.machine, call(first, first));
    expect(overlapping.result).toHaveProperty('reason', expect.stringContaining('overlap'));
  });
});
