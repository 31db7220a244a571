import { describe, expect, test } from 'vitest';
import type { Kernel } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import type { KnownFacts, LoadRequest, Machine } from '@warmboot/core/plugin';
import { platforms } from '@warmboot/core/plugin';
import { GiB, KiB, MiB } from '@warmboot/address';
import { imageFormat, plugin } from '../src/index.js';

const framework = new Framework([plugin]);

/** A machine of 1 GiB with room for devices, and the kernel of these facts on it. */
const started = (facts: KnownFacts): { readonly linux: Kernel; readonly machine: Machine } => {
  const linux = framework.kernel({ architecture: 'arm64', facts: [{ source: 'user', facts }] });
  const flags = { [4 * KiB]: 10, [16 * KiB]: 12, [64 * KiB]: 14 }[facts.pageSize ?? 4 * KiB];
  const kernel = imageFormat.fromRecord({ text_offset: 0, image_size: 0x4f_0000, flags, file_size: 4096 });
  const made = linux.powerOn({
    firmware: 'efi',
    memorySize: GiB,
    maxMemory: 1024 * GiB,
    slots: 8,
    cmdline: 'console=ttyAMA0',
    kernel,
    initrd: undefined,
    hypervisor: false,
    nodes: [0],
  });
  if (!made.ok) throw new Error(made.reason);
  return { linux, machine: made.value };
};

const plugged = (facts: KnownFacts, address: number, size: number) => {
  const { linux, machine } = started(facts);
  const step = linux.apply<'dimm-add'>(machine, {
    kind: 'dimm-add',
    dimm: platforms.dimm('d', address, size, 0, 0),
  });
  return { ...step, log: step.log.map(({ text }) => text) };
};

describe('a machine follows the build of its kernel', () => {
  test('arm64 7.2: a DIMM at 320 GiB is memory with 48 bits of virtual addresses', () => {
    const { machine, result } = plugged({ vaBits: 48 }, 320 * GiB, GiB);
    expect(result).toMatchObject({ ok: true });
    expect(machine.memory.blocks.get((320 * GiB) / (128 * MiB))).toMatchObject({ state: 'offline' });
  });

  test('arm64 7.2: with 39 bits it is out of reach, and the log says how far that is', () => {
    const { log, machine } = plugged({ vaBits: 39 }, 320 * GiB, GiB);
    expect(log[0]).toBe(
      'Hotplug memory [0x5000000000-0x5040000000] exceeds maximum addressable range [0x0-0x3fffffffff]',
    );
    expect(machine.memory.blocks.get((320 * GiB) / (128 * MiB))).toBeUndefined();
  });

  test('arm64 7.1: with pages of 64 KiB memory comes in blocks of 512 MiB', () => {
    const facts = { release: '6.12.117', pageSize: 64 * KiB };
    expect(plugged(facts, 4 * GiB, 256 * MiB).log[0]).toBe(
      'Block size [0x20000000] unaligned hotplug range: start 0x100000000, size 0x10000000',
    );
    expect(plugged(facts, 4 * GiB, GiB).machine.memory.blocks.has(8)).toBe(true);
  });

  test('arm64 B4: a kernel with other pages runs, and the model says that it follows it only in part', () => {
    const { linux, machine } = started({ vaBits: 48 });
    const request: LoadRequest = {
      type: 'normal',
      kernel: imageFormat.fromRecord({ text_offset: 0, image_size: 0x4f_0000, flags: 14, file_size: 4096 }),
      initrd: undefined,
      cmdline: 'console=ttyAMA0',
      memMin: 0,
      memMax: Infinity,
      purgatory: { bufsz: 0x3558, memsz: 0x4000 },
      kernelPurgatory: undefined,
      crashNotes: [],
      vmcoreinfo: undefined,
      seed: (bytes) => new Uint8Array(bytes),
      randomReady: false,
    };
    const loaded = linux.apply<'kexec-load'>(machine, { kind: 'kexec-load', path: 'kexec_load', request });
    const { result, events } = linux.apply<'kexec-exec'>(loaded.machine, { kind: 'kexec-exec' });
    expect(result).toMatchObject({ outcome: 'booted' });
    expect(events).toContainEqual({
      type: 'boot:unmodelled',
      reason: expect.stringContaining('this kernel has pages of 64 KiB, and the one before had 4 KiB'),
    });
  });

  test('arm64 7.1: nobody told: what distributions ship has pages of 4 KiB and 48 bits', () => {
    expect(framework.kernel({ architecture: 'arm64' }).build).toMatchObject({
      pageSize: 4 * KiB,
      vaBits: 48,
      vaBitsInUse: 48,
    });
  });
});
