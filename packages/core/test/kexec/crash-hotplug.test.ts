import { describe, expect, test } from 'vitest';
import { NO_LOCKS } from '../../src/machine/locks.js';
import {
  KEXEC_CRASH_HOTPLUG_SUPPORT,
  KEXEC_ON_CRASH,
  KEXEC_UPDATE_ELFCOREHDR,
} from '../../src/image/load-flags.js';
import { MiB, rangeAt } from '@warmboot/address';
import { readCoreHeader, writeCoreHeader } from '../../src/crash/elfcorehdr.js';
import { FIRST_OF_DIMM, machineWith, segment, writeState } from '../kexec-world.js';
import { PAGE_SIZE } from '../page-size.js';

const region = rangeAt(512 * MiB, 64 * MiB);

const bytes = writeCoreHeader(
  { machine: 62, notes: [], loads: [{ paddr: 0n, vaddr: 0x1000_0000n, size: BigInt(512 * MiB) }] },
  { capacity: 8, align: PAGE_SIZE },
);

const support = { elfcorehdrSize: PAGE_SIZE, toolFlag: KEXEC_UPDATE_ELFCOREHDR };

const loaded = (profile: string, crashHotplug: boolean, flags: number) => {
  const world = machineWith({ profile, kexec: crashHotplug ? { crashHotplug: support } : {} });
  const kexec = { ...world.machine.kexec, crashRegion: region };
  const segments = [
    segment(region.start, PAGE_SIZE, { kind: 'elfcorehdr', bytes, bufsz: BigInt(bytes.length) }),
  ];
  const call = { entry: BigInt(region.start), flags: KEXEC_ON_CRASH + flags, segments };
  return { world, step: world.step<'raw-load'>({ ...world.machine, kexec }, { kind: 'raw-load', call }) };
};

const rangesAfterOnline = ({ world, step }: ReturnType<typeof loaded>, locked = false) => {
  const before = locked ? { ...step.machine, locks: { ...NO_LOCKS, kexec: 'another call' } } : step.machine;
  const { machine, log } = writeState(world, before, FIRST_OF_DIMM, 'online');
  return { loads: readCoreHeader(machine.kexec.crash!.segments[0]!.bytes!).loads.length, log };
};

describe('core 6.3 crash hotplug', () => {
  test('a crash image that was loaded with the flag follows memory that goes online', () => {
    const image = loaded('linux-6.6', true, KEXEC_UPDATE_ELFCOREHDR);
    expect(image.step.result.ok).toBe(true);
    expect(rangesAfterOnline(image).loads).toBeGreaterThan(1);
  });

  test('one without the flag stays as it is', () => {
    expect(rangesAfterOnline(loaded('linux-6.6', true, 0)).loads).toBe(1);
  });

  test('6.1 knows no such flag', () => {
    const { step } = loaded('linux-6.1', true, KEXEC_UPDATE_ELFCOREHDR);
    expect(step.result).toMatchObject({ ok: false, errno: 'EINVAL' });
  });

  test('architectures that cannot do it know the flags all the same (include/linux/kexec.h: KEXEC_FLAGS)', () => {
    const image = loaded('linux-6.12', false, KEXEC_UPDATE_ELFCOREHDR + KEXEC_CRASH_HOTPLUG_SUPPORT);
    expect(image.step.result.ok).toBe(true);
    expect(rangesAfterOnline(image).loads).toBe(1);
  });

  // arch/x86/kernel/crash.c: elf_header_exclude_ranges.
  test('the new header has nothing of the memory that the kernel itself leaves out', () => {
    const low = rangeAt(0, MiB);
    const world = machineWith({
      profile: 'linux-6.6',
      kexec: { crashHotplug: { ...support, leavesOut: [low] } },
    });
    const kexec = { ...world.machine.kexec, crashRegion: region };
    const segments = [
      segment(region.start, PAGE_SIZE, { kind: 'elfcorehdr', bytes, bufsz: BigInt(bytes.length) }),
    ];
    const call = { entry: BigInt(region.start), flags: KEXEC_ON_CRASH + KEXEC_UPDATE_ELFCOREHDR, segments };
    const step = world.step<'raw-load'>({ ...world.machine, kexec }, { kind: 'raw-load', call });
    const { machine } = writeState(world, step.machine, FIRST_OF_DIMM, 'online');
    const { loads } = readCoreHeader(machine.kexec.crash!.segments[0]!.bytes!);
    expect(loads.length).toBeGreaterThan(1);
    for (const { paddr } of loads) expect(paddr).toBeGreaterThanOrEqual(BigInt(low.end));
  });

  test('while another call holds the lock the header stays, and the log says so', () => {
    const { loads, log } = rangesAfterOnline(loaded('linux-6.6', true, KEXEC_UPDATE_ELFCOREHDR), true);
    expect(loads).toBe(1);
    expect(log.map(({ text }) => text)).toContain(
      'crash hp: kexec_trylock() failed, elfcorehdr may be inaccurate',
    );
  });

  test('6.10 knows a second flag and says other words', () => {
    const image = loaded('linux-6.10', true, KEXEC_CRASH_HOTPLUG_SUPPORT);
    expect(rangesAfterOnline(image).loads).toBeGreaterThan(1);
    const { log } = rangesAfterOnline(image, true);
    expect(log.map(({ text }) => text)).toContain(
      'crash hp: kexec_trylock() failed, kdump image may be inaccurate',
    );
    expect(loaded('linux-6.8', true, KEXEC_CRASH_HOTPLUG_SUPPORT).step.result).toMatchObject({
      ok: false,
      errno: 'EINVAL',
    });
  });

  test('an image without a header cannot follow, and the log says so', () => {
    const world = machineWith({ profile: 'linux-6.6', kexec: { crashHotplug: support } });
    const call = {
      entry: BigInt(region.start),
      flags: KEXEC_ON_CRASH + KEXEC_UPDATE_ELFCOREHDR,
      segments: [segment(region.start, PAGE_SIZE)],
    };
    const before = { ...world.machine, kexec: { ...world.machine.kexec, crashRegion: region } };
    const { machine } = world.step<'raw-load'>(before, { kind: 'raw-load', call });
    expect(writeState(world, machine, FIRST_OF_DIMM, 'online').log.map(({ text }) => text)).toContain(
      'crash hp: unable to locate elfcorehdr segment',
    );
  });

  // kernel/crash_core.c: crash_check_hotplug_support.
  test('crash_hotplug tells of the build before 6.10, and of the loaded image from then on', () => {
    const file = '/sys/devices/system/memory/crash_hotplug';
    const shown = (profile: string, flags: number): string | undefined => {
      const { world, step } = loaded(profile, true, flags);
      return world.kernel.observe(step.machine).sys[file];
    };
    expect(shown('linux-6.6', 0)).toBe('1');
    expect(shown('linux-6.10', 0)).toBe('0');
    expect(shown('linux-6.10', KEXEC_CRASH_HOTPLUG_SUPPORT)).toBe('1');
  });

  test('what the kernel shows of it', () => {
    const { kernel, machine } = machineWith({ profile: 'linux-6.6', kexec: { crashHotplug: support } });
    expect(kernel.observe(machine).sys['/sys/kernel/crash_elfcorehdr_size']).toBe(`${PAGE_SIZE}`);
    const old = machineWith({ kexec: { crashHotplug: support } });
    expect(old.kernel.observe(old.machine).sys).not.toHaveProperty('/sys/kernel/crash_elfcorehdr_size');
  });
});
