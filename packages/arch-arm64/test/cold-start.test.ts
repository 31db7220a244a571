import { describe, expect, test } from 'vitest';
import type { ColdStart, Machine } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { Framework } from '@warmboot/core';
import { GiB, MiB } from '@warmboot/address';

import { imageFormat, plugin } from '../src/index.js';

const kernel = imageFormat.fromRecord({
  text_offset: 0,
  image_size: 0x4f_0000,
  flags: 10,
  file_size: 0x4a_c200,
});

const request: ColdStart = {
  firmware: 'efi',
  memorySize: 2 * GiB,
  maxMemory: 16 * GiB,
  slots: 8,
  cmdline: 'console=ttyAMA0',
  kernel,
  initrd: { fileSize: 0x5c_3e7b },
  hypervisor: false,
  nodes: [0],
};

const powerOn = (change: Partial<ColdStart> = {}): Machine => {
  const made = new Framework([plugin]).kernel({ architecture: 'arm64' }).powerOn({ ...request, ...change });
  if (!made.ok) throw new Error(made.reason);
  return made.value;
};

const lines = (machine: Machine, pattern: RegExp): string[] =>
  resources
    .printIomem(machine.iomem)
    .split('\n')
    .filter((line) => pattern.test(line));

describe('a machine described by its memory', () => {
  test('arm64 6.2: devicetree firmware gives one range of RAM, the kernel 2 MiB into it', () => {
    const machine = powerOn({ firmware: 'dt', memorySize: GiB });
    expect(lines(machine, /System RAM|Kernel/)).toEqual([
      '40000000-7fffffff : System RAM',
      '  40210000-4056ffff : Kernel code',
      '  40610000-406effff : Kernel data',
    ]);
    expect(machine.platform.hotplug.available).toBe(false);
  });

  test('arm64 6.4: UEFI firmware keeps holes at the top of low memory, as the recorded machine shows them', () => {
    expect(lines(powerOn(), /^[0-9a-f]+-[0-9a-f]+ : (System RAM|reserved)$|Kernel/)).toEqual([
      '04000000-07ffffff : reserved',
      '40000000-bc43ffff : System RAM',
      '  bba10000-bbd6ffff : Kernel code',
      '  bbe10000-bbeeffff : Kernel data',
      'bc440000-bc72ffff : reserved',
      'bc730000-bfbfffff : System RAM',
      'bfc00000-bffdffff : reserved',
      'bffe0000-bfffffff : System RAM',
    ]);
  });

  test('arm64 6.4: RAM above 4 GiB continues without a hole', () => {
    expect(lines(powerOn({ memorySize: 8 * GiB }), /System RAM/).at(-1)).toBe(
      'fffe0000-23fffffff : System RAM',
    );
  });

  test('arm64 8: crashkernel= is honoured from the first boot', () => {
    const machine = powerOn({ firmware: 'dt', cmdline: 'crashkernel=256M' });
    expect(machine.kexec.crashRegion).toEqual({ start: 0xada0_0000, end: 0xbda0_0000 });
    expect(lines(machine, /Crash/)).toEqual(['  ada00000-bd9fffff : Crash kernel']);
  });

  test.each([
    { firmware: 'bios' },
    { memorySize: 64 * MiB },
    { memorySize: GiB + 4096 },
    { kernel: { format: 'bzImage', fileSize: 1 } },
  ])('%j is refused', (change) => {
    const made = new Framework([plugin])
      .kernel({ architecture: 'aarch64' })
      .powerOn({ ...request, ...change });
    expect(made).toMatchObject({ ok: false, errno: 'EINVAL' });
  });
});

describe('a described machine in the hands of kexec', () => {
  const framework = new Framework([plugin]).kernel({ architecture: 'arm64' });
  const load = {
    type: 'normal' as const,
    kernel,
    initrd: { fileSize: 0x1e_5d14 },
    cmdline: 'quiet',
    memMin: 0,
    memMax: Infinity,
    purgatory: { bufsz: 0x3558, memsz: 0x4000 },
    kernelPurgatory: undefined,
    crashNotes: [],
    vmcoreinfo: undefined,
    seed: (bytes: number) => new Uint8Array(bytes),
    randomReady: true,
  };

  const reload = (machine: Machine, path: 'kexec_load' | 'kexec_file_load', change = {}) => {
    const loaded = framework.apply(machine, { kind: 'kexec-load', path, request: { ...load, ...change } });
    expect(loaded.result.status).toBe(0);
    return framework.apply(loaded.machine, { kind: 'kexec-exec' });
  };

  test.each(['kexec_load', 'kexec_file_load'] as const)(
    'arm64 3.4, 4.3: %s and exec reach a second kernel',
    (path) => {
      for (const firmware of ['dt', 'efi']) {
        const { result, machine } = reload(powerOn({ firmware }), path);
        expect(result).toMatchObject({ outcome: 'booted', cmdline: 'quiet' });
        expect(machine.kernel.generation).toBe(1);
      }
    },
  );

  test('arm64 6.6: a kernel in memory that only ACPI knew of panics', () => {
    const machine = powerOn({ memorySize: GiB });
    const dimm = { id: 'd', range: { start: 2 * GiB, end: 3 * GiB }, node: 0, slot: 0 };
    const grown = framework.apply(machine, { kind: 'dimm-add', dimm }).machine;
    const { result } = reload(grown, 'kexec_load', { memMin: 2 * GiB, memMax: 3 * GiB - 1 });
    expect(result.outcome).toBe('panic');
  });

  test('arm64 5.5: a destination that is gone hangs the machine', () => {
    const machine = powerOn({ memorySize: GiB });
    const dimm = { id: 'd', range: { start: 2 * GiB, end: 3 * GiB }, node: 0, slot: 0 };
    const grown = framework.apply(machine, { kind: 'dimm-add', dimm }).machine;
    const loaded = framework.apply(grown, {
      kind: 'kexec-load',
      path: 'kexec_load',
      request: { ...load, memMin: 2 * GiB, memMax: 3 * GiB - 1 },
    }).machine;
    const shrunk = framework.apply(loaded, { kind: 'dimm-del', id: 'd' }).machine;
    expect(framework.apply(shrunk, { kind: 'kexec-exec' }).result.outcome).toBe('hang');
  });

  test('arm64 7.6: boot memory cannot go offline', () => {
    const { result, log } = framework.apply(powerOn(), { kind: 'block-state', block: 10, word: 'offline' });
    expect(result).toMatchObject({ ok: false, errno: 'EPERM' });
    expect(log.map(({ text }) => text)).toContain('Boot memory [50000000 58000000] offlining attempted');
  });
});
