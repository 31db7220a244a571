import { buildElf64 as elf64, buildPe as pe } from '@warmboot/boot-image';
import type { KernelImage } from '@warmboot/core/plugin';
import { kexecTools } from '@warmboot/core';

import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { architecture, userSpaceLoader } from '../src/index.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

/** A bzImage of the least size, with these fields in its header. */
const bzImage = ({
  version = 0x020f,
  loadflags = 1,
  xloadflags = 3,
  setupSects = 1,
  size = 0x4000,
}: {
  version?: number;
  loadflags?: number;
  xloadflags?: number;
  setupSects?: number;
  size?: number;
} = {}): Uint8Array => {
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  file[0x1f1] = setupSects;
  view.setUint16(0x1fe, 0xaa55, true);
  file.set([0xeb, 0x6a, 0x48, 0x64, 0x72, 0x53], 0x200);
  view.setUint16(0x206, version, true);
  file[0x211] = loadflags;
  view.setUint32(0x22c, 0x7fff_ffff, true);
  view.setUint32(0x230, 0x20_0000, true);
  file[0x234] = 1;
  view.setUint16(0x236, xloadflags, true);
  view.setUint32(0x238, 2047, true);
  view.setBigUint64(0x258, 0x100_0000n, true);
  view.setUint32(0x260, 0x10_0000, true);
  return file;
};

const recorded = stepsOf('kexec-load').find(({ trace }) => trace.name === 'x86_64-bios-load')!;
const machine = machineBefore(recorded.trace, recorded.index);
const request = requestOf(recorded);

const report = (file: Uint8Array, tools = '2.0.32') =>
  kexecTools.examine(architecture, machine, file, { tools });

describe('x86 3.2: the table of kexec-tools, in its order', () => {
  test('a bzImage goes to bzImage64, after four rows have said why not', () => {
    const { probes, type, direct } = report(bzImage());
    expect(probes.map((probe) => probe.type)).toEqual([
      'multiboot2-x86',
      'elf-x86_64',
      'multiboot-x86',
      'elf-x86',
      'bzImage64',
    ]);
    expect(probes.at(-1)?.reason).toBe('a 64-bit bzImage, boot protocol 2.15');
    expect(type).toBe('bzImage64');
    expect(direct.ok).toBe(true);
  });

  test.each([
    [
      'protocol 2.11',
      bzImage({ version: 0x020b }),
      'Must be at least protocol version 2.12, and this is 2.11',
    ],
    ['32 bits', bzImage({ xloadflags: 2 }), 'KERNEL_64'],
    ['not above 4 GiB', bzImage({ xloadflags: 1 }), 'CAN_BE_LOADED_ABOVE_4G'],
  ])('%s goes on to the 32-bit loader, which -s cannot use', (_, file, reason) => {
    const { probes, type, file: taken, direct } = report(file);
    expect(probes.find((probe) => probe.type === 'bzImage64')?.reason).toContain(reason);
    expect(type).toBe('bzImage');
    expect(taken?.placed.ok).toBe(true);
    expect(taken?.handed).toMatchObject({ ok: false, said: ['locate_hole failed'] });
    expect(direct).toMatchObject({ ok: false, errno: 'ENOEXEC' });
  });

  test.each([
    ['a zImage', bzImage({ loadflags: 0 }), 'bzImage', 'zImage not a bzImage'],
    ['half a kilobyte', bzImage().subarray(0, 600), 'bzImage64', 'too short'],
    [
      'an ELF file for arm64',
      elf64(183, [{ type: 1, paddr: 0n, data: Uint8Array.of(1) }]),
      'elf-x86_64',
      '183',
    ],
  ])('%s goes nowhere', (_, file, row, reason) => {
    const { probes, type } = report(file);
    expect(type).toBeUndefined();
    expect(probes.find((probe) => probe.type === row)?.reason).toContain(reason);
  });

  test('a UKI: rows since 2.0.30, its kernel for -s, nothing that starts for -c', () => {
    const file = pe(0x8664, [
      ['.linux', bzImage()],
      ['.initrd', Uint8Array.of(1, 2, 3)],
    ]);
    expect(report(file, '2.0.29').type).toBeUndefined();
    const { type, file: taken, direct } = report(file);
    expect(type).toBe('uki');
    expect(taken?.handed).toMatchObject({ ok: true, kernel: { format: 'bzImage', fileSize: 0x4000 } });
    expect(taken?.placed.ok).toBe(false);
    expect(taken?.initrd).toEqual(Uint8Array.of(1, 2, 3));
    // What systemd falls back on: the kernel's ENOEXEC.
    expect(direct).toMatchObject({ ok: false, errno: 'ENOEXEC' });
  });

  test('a compressed file is unpacked before it is probed', () => {
    const { unpacked, type, direct } = report(gzipSync(bzImage()));
    expect(unpacked.compression).toBe('gzip');
    expect(type).toBe('bzImage64');
    expect(direct.ok).toBe(false);
  });
});

describe('x86 3.2: what each loader places', () => {
  const load = (kernel: KernelImage) => userSpaceLoader.load(machine, { ...request, kernel });
  const taken = (file: Uint8Array): KernelImage => {
    const placed = report(file).file?.placed;
    if (placed?.ok !== true) throw new Error('not placed');
    return placed.kernel;
  };

  test('a 32-bit entry: params in low memory, the kernel as low as it prefers', () => {
    const chosen = load(taken(bzImage({ version: 0x020b })));
    if (!chosen.ok) throw new Error(chosen.output.join('\n'));
    const at = (kind: string) => chosen.segments.find((segment) => segment.kind === kind)?.mem ?? 0n;
    expect(at('kernel')).toBe(0x100_0000n);
    expect(at('boot_params')).toBeLessThan(0xa_0000n);
    expect(at('initrd')).toBeLessThan(0x8000_0000n);
    expect(at('purgatory')).toBeLessThan(0x8000_0000n);
  });

  test('before 2.10 there is no init_size, and the tool leaves the kernel out', () => {
    const file = bzImage({ version: 0x0209, xloadflags: 0 });
    const chosen = load(taken(file));
    if (!chosen.ok) throw new Error(chosen.output.join('\n'));
    expect(chosen.segments.some(({ kind }) => kind === 'kernel')).toBe(false);
  });

  test('a vmlinux goes where it was linked; a ramdisk is refused', () => {
    const data = new Uint8Array(0x3000);
    const kernel = taken(elf64(62, [{ type: 1, paddr: 0x200_0000n, data, memsz: 0x5000 }]));
    expect(load(kernel)).toMatchObject({
      ok: false,
      output: expect.arrayContaining(['Ramdisks not supported with generic elf arguments']),
    });
    const chosen = userSpaceLoader.load(machine, { ...request, kernel, initrd: undefined });
    if (!chosen.ok) throw new Error(chosen.output.join('\n'));
    expect(chosen.segments.find(({ kind }) => kind === 'kernel')).toMatchObject({
      mem: 0x200_0000n,
      memsz: 0x5000n,
      bufsz: 0x3000n,
    });
  });
});
