import type { KexecLoadRequest, Machine } from './machine.js';
import { alignUp, MiB } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import { exec, kernelOf, load, machineOf, probe, segmentsOf } from './machine.js';

const segments = (machine: Machine): Record<string, number> =>
  Object.fromEntries(segmentsOf(machine).map(({ kind, mem }) => [kind, mem]));

describe('kexec_load (kexec/arch/riscv/kexec-riscv.c)', () => {
  it('puts the kernel at the first multiple of text_offset, the initrd at the top, the devicetree below it', () => {
    const loaded = load('linux-6.8', machineOf('linux-6.8', 'dt'), 'kexec_load');
    const { kernel, initrd, dtb } = segments(loaded.machine);
    // OpenSBI is in the way of 0x80000000.
    expect(kernel).toBe(0x8020_0000);
    expect(initrd).toBe(0xc000_0000 - alignUp(1_989_908, 4096));
    expect(dtb).toBe(initrd! - 4096);
    expect(loaded.status).toBe(0);
  });

  it('refuses an exact fit, because ends are inclusive', () => {
    const size = (bytes: number): Partial<KexecLoadRequest> => ({
      kernel: kernelOf({ image_size: bytes }),
      initrd: undefined,
    });
    const machine = machineOf('linux-6.8', 'dt');
    const room = 0xc000_0000 - 0x8020_0000;
    const exact = load('linux-6.8', machine, 'kexec_load', size(room));
    expect(exact.output).toContain('Could not find a memory region for the provided Image');
    // The kernel itself refuses images of more than half of memory; the tool finds a place for one byte less.
    expect(load('linux-6.8', machine, 'kexec_load', size(room - 1)).output).toContain(
      'Entry point for the Image: 0x80200000',
    );
  });

  it('puts a capture kernel at the start of its region and tells it of the region and of the header', () => {
    const machine = machineOf('linux-6.8', 'dt', 'crashkernel=256M');
    const region = machine.kexec.crashRegion!;
    expect(region.end - region.start).toBe(256 * MiB);
    const loaded = load('linux-6.8', machine, 'kexec_load', { type: 'crash' });
    const crash = loaded.machine.kexec.crash!;
    expect(crash.segments.map(({ kind }) => kind)).toEqual(['kernel', 'dtb', 'initrd', 'elfcorehdr']);
    expect(crash.segments[0]!.mem).toBe(region.start);
    const capture = exec('linux-6.8', loaded.machine, 'crash');
    expect(capture.result.outcome).toBe('booted');
    expect(capture.machine.kernel.isCapture).toBe(true);
    expect(capture.machine.kexec.crashRegion).toBeUndefined();
  });
});

describe('kexec_file_load', () => {
  it('takes ELF files alone until Linux 6.16', () => {
    for (const profile of ['linux-6.1', 'linux-6.8', 'linux-6.11']) {
      const machine = machineOf(profile, 'dt');
      // kexec-tools takes ENOEXEC for a missing system call.
      expect(load(profile, machine, 'kexec_file_load').status).toBe(253);
      expect(probe(profile, machine)).toMatchObject({ errno: 'ENOEXEC' });
    }
  });

  it('puts an Image as low as it goes and everything else as high, and boots through its purgatory', () => {
    const loaded = load('linux-6.16', machineOf('linux-6.16', 'dt'), 'kexec_file_load');
    expect(loaded.status).toBe(0);
    expect(segmentsOf(loaded.machine).map(({ kind }) => kind)).toEqual([
      'kernel',
      'purgatory',
      'initrd',
      'dtb',
    ]);
    expect(segments(loaded.machine)['kernel']! % (2 * MiB)).toBe(0);
    expect(exec('linux-6.16', loaded.machine, 'kexec-exec').result.outcome).toBe('booted');
  });
});

describe('RAM below a kernel', () => {
  it('is given up until 6.4, and kept from then on', () => {
    const first = (profile: string): number => machineOf(profile, 'dt').memblock!.memory[0]!.range.start;
    expect(first('linux-6.1')).toBe(0x8020_0000);
    expect(first('linux-6.6')).toBe(0x8000_0000);
  });
});
