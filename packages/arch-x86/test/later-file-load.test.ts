import { describe, expect, test } from 'vitest';
import type { KernelProfile } from '@warmboot/core/plugin';
import { FileBuffers, linux61, linux68, coreHeader } from '@warmboot/core/plugin';
import { describedMachine, Framework, kexecTools } from '@warmboot/core';
import { GiB, MiB, rangeAt } from '@warmboot/address';
import { fileLoader, parseBootParams, plugin } from '../src/index.js';

const loaded = (profile: string, type: 'normal' | 'crash', facts: readonly boolean[] = [true]) => {
  const kernel = new Framework([plugin]).kernel({
    architecture: 'x86_64',
    profile,
    facts: facts.map((crashHotplug) => ({ source: 'kernel file', facts: { crashHotplug } })),
  });
  const described = describedMachine(kernel, { append: 'crashkernel=128M' });
  if (!described.ok) throw new Error(described.allowed);
  const request = kexecTools.request(described.facts, { type, cmdline: 'quiet', withInitrd: false });
  const action = { kind: 'kexec-load', path: 'kexec_file_load', request } as const;
  const { machine, result } = kernel.apply<'kexec-load'>(described.machine, action);
  expect(result.status).toBe(0);
  return { machine, image: machine.kexec[type]!, request };
};

// arch/x86/kernel/kexec-bzimage64.c: bzImage64_load.
describe('x86 4.2 the place of a kernel', () => {
  /** Room for the kernel below 16 MiB, where its header would rather have it, and far above. */
  const room = [rangeAt(0x1000, 0x9_e000), rangeAt(MiB, 25 * MiB), rangeAt(GiB, GiB)];

  const placeBy = (profile: KernelProfile): number => {
    const { machine, request } = loaded('linux-6.12', 'normal');
    const buffers = new FileBuffers(room, false, linux61.search, 4096);
    expect(fileLoader.load(machine, request, buffers, profile).ok).toBe(true);
    return buffers.segments.find(({ kind }) => kind === 'kernel')!.mem;
  };

  test('6.1 takes the first room that there is; from 6.8 on none below the address that the header prefers', () => {
    expect(placeBy(linux61)).toBeLessThan(16 * MiB);
    expect(placeBy(linux68)).toBeGreaterThanOrEqual(GiB);
  });
});

// arch/x86/kernel/crash.c: crash_load_segments, memmap_exclude_ranges.
describe('x86 4.5 the headers of a crash image that follows hotplug', () => {
  const holeOf = (facts: boolean) => {
    const { machine, image } = loaded('linux-6.12', 'crash', [facts]);
    const header = image.segments.find(({ kind }) => kind === 'elfcorehdr')!;
    const params = image.segments.find(({ kind }) => kind === 'boot_params')!;
    const { e820 } = parseBootParams(params.bytes!);
    const region = machine.kexec.crashRegion!;
    const above = e820.find(({ start }) => region.start < start && start < region.end)!;
    return { header, hole: above.start - header.mem };
  };

  test('have room for all that may come, and the hole in the map ends with it, not with its page', () => {
    const { header, hole } = holeOf(true);
    expect(hole).toBe(64 + 56 * (2 + 64 + 8192));
    expect(header.memsz).toBe(0x7_1000);
  });

  test('are as long as they are in a kernel without CRASH_HOTPLUG', () => {
    const { header, hole } = holeOf(false);
    expect(hole).toBe(header.bufsz);
    expect(coreHeader.read(header.bytes!).loads.length).toBeGreaterThan(0);
  });
});
