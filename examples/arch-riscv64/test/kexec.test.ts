import type { AddressRange } from '@warmboot/address';
import { alignUp, GiB, MiB, overlaps, sizeOf } from '@warmboot/address';
import { describe, expect, it } from 'vitest';
import { readToolMemory } from '../src/index.js';
import type { KexecLoadRequest, Machine } from './machine.js';
import { exec, kernel, kernelOf, load, machineOf, probe, segmentsOf, vmlinux } from './machine.js';

const segments = (machine: Machine): Record<string, number> =>
  Object.fromEntries(segmentsOf(machine).map(({ kind, mem }) => [kind, mem]));

const kinds = (machine: Machine): string[] => segmentsOf(machine).map(({ kind }) => kind);

describe('kexec_load (kexec/arch/riscv/kexec-riscv.c)', () => {
  it('riscv64 3.3: puts the kernel behind the running one, at a multiple of text_offset, the rest at the top', () => {
    const loaded = load('linux-6.8', machineOf('linux-6.8', 'dt'), 'kexec_load');
    const { kernel: at, initrd, dtb } = segments(loaded.machine);
    // OpenSBI is at 0x80000000, and the running kernel takes 23 MiB from 0x80200000 on, up to a huge page.
    expect(at).toBe(0x8020_0000 + 24 * MiB);
    // The devicetree of the boot is in the last 2 MiB; the tool works downwards from its reservation.
    expect(initrd).toBe(0xc000_0000 - alignUp(1_989_908, 4096));
    expect(dtb).toBe(initrd! - 4096);
    expect(loaded.status).toBe(0);
  });

  it('riscv64 3.3: refuses an exact fit, because ends are inclusive', () => {
    const size = (bytes: number): Partial<KexecLoadRequest> => ({
      kernel: kernelOf({ image_size: bytes }),
      initrd: undefined,
    });
    const machine = machineOf('linux-6.8', 'dt');
    const [largest] = [...readToolMemory(machine.iomem).ranges].sort((a, b) => sizeOf(b) - sizeOf(a));
    const at = alignUp(largest!.start, 2 * MiB);
    const room = largest!.end - at;
    const exact = load('linux-6.8', machine, 'kexec_load', size(room));
    expect(exact.output).toContain('Could not find a memory region for the provided Image');
    // The kernel itself refuses images of more than half of memory; the tool finds a place for one byte less.
    expect(load('linux-6.8', machine, 'kexec_load', size(room - 1)).output).toContain(
      `Entry point for the Image: 0x${at.toString(16).toUpperCase()}`,
    );
  });

  it('riscv64 3.1: says that it was given neither a command line nor a devicetree, whatever it is run for', () => {
    const { userSpaceLoader } = kernel('linux-6.12').architecture;
    const said = (machine: Machine) => userSpaceLoader!.withoutOptions!(machine);
    expect(said(machineOf('linux-6.12', 'dt'))).toEqual([
      'Warning: No cmdline or append string provided',
      'Warning: No dtb provided, using /sys/firmware/fdt',
    ]);
    expect(said({ ...machineOf('linux-6.12', 'dt'), files: new Map() })[1]).toBe(
      'No dtb provided and /sys/firmware/fdt is not present',
    );
  });

  it('riscv64 3.6: places the parts of an ELF at their distances, by the entry of the part that begins with it', () => {
    const machine = machineOf('linux-6.12', 'dt');
    const loaded = load('linux-6.12', machine, 'kexec_load', { kernel: vmlinux });
    const parts = segmentsOf(loaded.machine).filter(({ kind }) => kind === 'kernel');
    expect(parts.map(({ mem, memsz }) => [mem, memsz])).toEqual([
      [0x81a0_0000, 0x1a_9000],
      [0x81a0_0000 + 0x1a_9000, 0x125_7000],
    ]);
    expect(loaded.machine.kexec.normal?.entry).toBe(0x81a0_0000n);
    expect(exec('linux-6.12', loaded.machine, 'kexec-exec').result.outcome).toBe('booted');
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

  it('riscv64 3.2: takes two regions of a crash kernel for none', () => {
    const machine = machineOf('linux-6.8', 'dt', 'crashkernel=256M');
    const { start } = machine.kexec.crashRegion!;
    const text = kernel('linux-6.8').observe(machine).iomem;
    const line = text.split('\n').find((one) => one.includes('Crash kernel'))!;
    const other = (start - 64 * MiB).toString(16);
    const second = `  ${other}-${(start - 32 * MiB - 1).toString(16)} : Crash kernel`;
    const twice = kernel('linux-6.8').fromObservation({
      cmdline: '',
      iomem: text.replace(line, `${second}\n${line}`),
      blocks: {},
      sys: { '/sys/devices/system/memory/block_size_bytes': '8000000' },
      zones: [],
      dmesg: [],
      files: machine.files,
      image: machine.kernel.image,
      hardware: { hotplug: { available: false, reason: 'no slots' }, hypervisor: true, nodes: [0] },
    });
    expect(twice.kexec.crashLowRegion).toBeDefined();
    const request = { type: 'crash' as const };
    expect(load('linux-6.8', twice, 'kexec_load', request).output).toContain(
      'Memory for crashkernel is not reserved',
    );
  });
});

describe('machine_kexec_prepare', () => {
  it('riscv64 4.1: refuses an image without a devicetree, and one in a segment that its header fills', () => {
    const machine = machineOf('linux-6.12', 'dt');
    const call = (memsz: bigint, kind?: 'dtb') => {
      const segment = { mem: 0xa000_0000n, memsz, bufsz: memsz, ...(kind && { kind }) };
      const raw = { entry: segment.mem, flags: 243 << 16, segments: [segment] };
      const { result } = kernel('linux-6.12').apply<'raw-load'>(machine, { kind: 'raw-load', call: raw });
      return result.ok ? 'loaded' : result.reason;
    };
    expect(call(0x1000n)).toBe('Device tree not included in the provided image');
    expect(call(0n, 'dtb')).toBe('Device tree not included in the provided image');
    expect(call(0x1000n, 'dtb')).toBe('loaded');
  });
});

describe('kexec_file_load', () => {
  it('riscv64 4.2: takes ELF files alone until Linux 6.16', () => {
    for (const profile of ['linux-6.1', 'linux-6.8', 'linux-6.11', 'linux-6.12']) {
      const machine = machineOf(profile, 'dt');
      // kexec-tools takes ENOEXEC for a missing system call.
      expect(load(profile, machine, 'kexec_file_load').status).toBe(253);
      expect(probe(profile, machine)).toMatchObject({ errno: 'ENOEXEC' });
      expect(probe(profile, machine, vmlinux)).toMatchObject({ ok: true });
    }
  });

  it('riscv64 4.2: looks for a hole of the size of the ELF file, and places its parts without another look', () => {
    const machine = machineOf('linux-6.12', 'dt');
    const loaded = load('linux-6.12', machine, 'kexec_file_load', { kernel: vmlinux });
    expect(loaded.status).toBe(0);
    expect(kinds(loaded.machine)).toEqual(['kernel', 'kernel', 'purgatory', 'initrd', 'dtb']);
    const [code, data] = segmentsOf(loaded.machine);
    expect([code!.mem, data!.mem - code!.mem]).toEqual([0x81a0_0000, 0x1a_9000]);
    expect(exec('linux-6.12', loaded.machine, 'kexec-exec').result.outcome).toBe('booted');
  });

  it('riscv64 4.4, 5.2: without memblock the kernel goes to the start of RAM, which OpenSBI lets nobody write', () => {
    const version = { profile: 'linux-6.12', facts: { keepsMemblock: false } };
    const loaded = load(version, machineOf(version, 'dt'), 'kexec_file_load', { kernel: vmlinux });
    expect(segmentsOf(loaded.machine)[0]!.mem).toBe(2 * GiB);
    const { result } = exec(version, loaded.machine, 'kexec-exec');
    expect(result).toMatchObject({ outcome: 'hang' });
    expect(result).toHaveProperty('reason', expect.stringContaining("the firmware's memory is its own"));
  });

  it('puts an Image as low as it goes and everything else as high, and boots through its purgatory', () => {
    const loaded = load('linux-6.16', machineOf('linux-6.16', 'dt'), 'kexec_file_load');
    expect(loaded.status).toBe(0);
    expect(kinds(loaded.machine)).toEqual(['kernel', 'purgatory', 'initrd', 'dtb']);
    expect(segments(loaded.machine)['kernel']! % (2 * MiB)).toBe(0);
    expect(exec('linux-6.16', loaded.machine, 'kexec-exec').result.outcome).toBe('booted');
  });
});

describe('RAM below a kernel', () => {
  it('riscv64 6.2: is given up until 6.4, and kept from then on', () => {
    const ram = (profile: string): string =>
      /^.* : System RAM$/m.exec(kernel(profile).observe(machineOf(profile, 'dt')).iomem)![0];
    expect(ram('linux-6.1')).toMatch(/^80200000-/);
    expect(ram('linux-6.6')).toMatch(/^80000000-/);
  });
});

describe('what a kernel reserves', () => {
  it('riscv64 6.1: itself to the end of its last huge page, and its initrd until it is unpacked', () => {
    const machine = machineOf('linux-6.12', 'dt');
    const { initrd } = load('linux-6.12', machine, 'kexec_load').machine.kexec.normal!.segments.reduce(
      (all, { kind, mem, bufsz }) => ({ ...all, [kind]: { start: mem, end: mem + bufsz } }),
      {} as Record<string, AddressRange>,
    );
    const { machine: next } = exec(
      'linux-6.12',
      load('linux-6.12', machine, 'kexec_load').machine,
      'kexec-exec',
    );
    const { reserved } = next.memblock!;
    expect(reserved).toContainEqual({ start: 0x81a0_0000, end: 0x81a0_0000 + 24 * MiB });
    expect(reserved.some((range) => overlaps(range, initrd!))).toBe(false);
    // /proc/iomem still has what was reserved when resources were made.
    expect(readToolMemory(next.iomem).ranges.some((range) => overlaps(range, initrd!))).toBe(false);
  });
});
