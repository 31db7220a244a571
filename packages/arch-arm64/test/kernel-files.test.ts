import { buildElf64, buildPe, buildZboot, PE_MACHINE, serialiseUImage, UIMAGE } from '@warmboot/boot-image';
import type { KernelImage } from '@warmboot/core/plugin';
import { MiB } from '@warmboot/address';
import { kexecTools } from '@warmboot/core';

import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { architecture, serialiseImageHeader } from '../src/index.js';
import { userSpaceLoader } from './built.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

const recorded = stepsOf('kexec-load').find(({ trace }) => trace.name === 'arm64-efi-load')!;
const machine = machineBefore(recorded.trace, recorded.index);
const request = requestOf(recorded.trace, recorded.step);

const image = (imageSize = 0x20_0000n): Uint8Array => {
  const file = new Uint8Array(0x1000);
  file.set(
    serialiseImageHeader({
      code0: 0x5a4d,
      code1: 0x1400_0000,
      textOffset: 0n,
      imageSize,
      flags: 0x0an,
      reserved: [0n, 0n, 0n],
      peHeader: 0,
    }),
  );
  return file;
};

const report = (file: Uint8Array, tools = '2.0.32') =>
  kexecTools.examine(architecture, machine, file, { tools });

const placedOf = (file: Uint8Array): KernelImage => {
  const placed = report(file).file?.placed;
  if (placed?.ok !== true) throw new Error('not placed');
  return placed.kernel;
};

const uImage = (change: Partial<Parameters<typeof serialiseUImage>[0]> = {}, data = image()): Uint8Array =>
  serialiseUImage(
    {
      time: 0,
      load: 0,
      entry: 0,
      os: UIMAGE.OS_LINUX,
      arch: UIMAGE.ARCH_ARM64,
      type: UIMAGE.TYPE_KERNEL,
      compression: UIMAGE.COMP_NONE,
      name: '',
      ...change,
    },
    data,
  );

describe('arm64 1.4: the table of kexec-tools, in its order', () => {
  test.each([
    ['Image', image(), 'Image', true],
    ['Image.gz', gzipSync(image()), 'Image', true],
    ['uImage', uImage(), 'uImage', false],
    [
      'uImage with gzip inside',
      uImage({ compression: UIMAGE.COMP_GZIP }, gzipSync(image())),
      'uImage',
      false,
    ],
    ['zboot', buildZboot(PE_MACHINE.ARM64, gzipSync(image()), 'gzip'), 'vmlinuz', true],
  ])('%s', (_, file, row, bySystemCall) => {
    const { type, file: taken } = report(file);
    expect(type).toBe(row);
    expect(taken?.placed).toMatchObject({ ok: true, kernel: { format: 'Image', imageSize: 0x20_0000 } });
    expect(taken?.handed.ok).toBe(bySystemCall);
  });

  test('zboot is a row since 2.0.27: before it, the last probe says that no header was found', () => {
    const file = buildZboot(PE_MACHINE.ARM64, gzipSync(image()), 'gzip');
    const { probes, type } = report(file, '2.0.25');
    expect(type).toBeUndefined();
    expect(probes.map((probe) => probe.type)).toEqual(['vmlinux', 'Image', 'uImage']);
  });

  test.each([
    ['lz4', buildZboot(PE_MACHINE.ARM64, image(), 'lz4'), 'packed with lz4'],
    ['another machine', buildZboot(PE_MACHINE.X86_64, image(), 'gzip'), 'not for arm64'],
    [
      'something else inside',
      buildZboot(PE_MACHINE.ARM64, gzipSync(new Uint8Array(100)), 'gzip'),
      'Bad arm64 image header',
    ],
    ['cut off', buildZboot(PE_MACHINE.ARM64, gzipSync(image()), 'gzip').subarray(0, 0x90), 'too small'],
  ])('a zboot image that no tool takes: %s', (_, file, reason) => {
    const { probes, type } = report(file);
    expect(type).toBeUndefined();
    expect(probes.find((probe) => probe.type === 'vmlinuz')?.reason).toContain(reason);
  });

  test.each([
    ['arch', uImage({ arch: UIMAGE.ARCH_ARM }), 'uImage arch 2 unsupported'],
    ['type', uImage({ type: UIMAGE.TYPE_RAMDISK }), 'uImage type 3 unsupported'],
    ['os', uImage({ os: 17 }), 'uImage os 17 unsupported'],
    ['compression', uImage({ compression: 3 }), 'unsupported compression'],
    ['cut', uImage().subarray(0, 200), 'the file holds 136'],
  ])('a uImage that is refused for its %s', (_, file, reason) => {
    expect(report(file).probes.find((probe) => probe.type === 'uImage')?.reason).toContain(reason);
  });

  test('the kernel answers EINVAL to whatever is no Image, which a fallback on ENOEXEC misses', () => {
    const uki = buildPe(PE_MACHINE.ARM64, [['.linux', image()]]);
    const { type, file, direct } = report(uki);
    expect(type).toBe('uki');
    expect(file?.handed.ok).toBe(true);
    expect(file?.placed.ok).toBe(false);
    expect(direct).toMatchObject({ ok: false, errno: 'EINVAL' });
  });

  test('a UKI around a zboot image loads either way: its probe keeps a copy', () => {
    const uki = buildPe(PE_MACHINE.ARM64, [
      ['.linux', buildZboot(PE_MACHINE.ARM64, gzipSync(image()), 'gzip')],
    ]);
    expect(report(uki).file).toMatchObject({ handed: { ok: true }, placed: { ok: true } });
  });
});

describe('arm64 3.4: what the loader places', () => {
  test('a vmlinux: each part at its distance from the entry, and -s refused', () => {
    const entry = 0xffff_8000_0800_0000n;
    const file = buildElf64(
      183,
      [
        { type: 1, paddr: entry, data: image(0x40_0000n), memsz: 0x1_0000 },
        { type: 1, paddr: entry + 0x20_0000n, data: new Uint8Array(0x2000), memsz: 0x3000 },
      ],
      { entry },
    );
    expect(report(file).file?.handed).toMatchObject({
      ok: false,
      said: ['ELF executable is not supported in kexec_file'],
    });
    const chosen = userSpaceLoader.load(machine, { ...request, kernel: placedOf(file) });
    if (!chosen.ok) throw new Error(chosen.output.join('\n'));
    const parts = chosen.segments.filter(({ kind }) => kind === 'kernel');
    expect(parts.map(({ mem, memsz }) => [Number(mem - parts[0]!.mem), Number(memsz)])).toEqual([
      [0, 0x1_0000],
      [0x20_0000, 0x3000],
    ]);
  });

  test('a kernel that does not say its size gets 16 MiB', () => {
    const chosen = userSpaceLoader.load(machine, { ...request, kernel: placedOf(image(0n)) });
    if (!chosen.ok) throw new Error(chosen.output.join('\n'));
    expect(chosen.output.join('\n')).toContain('Kernel image size set to 16 MiB');
    expect(chosen.segments.find(({ kind }) => kind === 'kernel')?.memsz).toBe(BigInt(16 * MiB));
  });
});
