import { describe, expect, test } from 'vitest';
import type { KernelImage, LoadRequest } from '@warmboot/core/plugin';
import { firmwareMapOf, FileBuffers, linux61, linux68 } from '@warmboot/core/plugin';
import { MiB, rangeAt } from '@warmboot/address';

import {
  crashE820,
  fileLoader,
  imageFormat,
  isBzImage,
  readToolMemory,
  userSpaceLoader,
  type BzImage,
} from '../src/index.js';
import { machineBefore, requestOf, stepsOf } from './recorded.js';

const recorded = stepsOf('kexec-load').find(({ trace }) => trace.name === 'x86_64-bios-load')!;
const machine = machineBefore(recorded.trace, recorded.index);
const request: LoadRequest = requestOf(recorded);

const withHeader = (change: Readonly<Record<string, number>>): KernelImage => {
  const image = imageFormat.fromRecord(recorded.trace.kernel_image);
  if (!isBzImage(image)) throw new TypeError('a bzImage');
  return { ...image, header: { ...image.header, ...change } } as KernelImage;
};

describe('x86 4.1 kexec_image_probe', () => {
  test.each([
    ['another format', { format: 'Image', fileSize: 4096 }, 'Not a bzImage'],
    ['protocol 2.11', withHeader({ version: 0x020b }), 'Must be at least protocol version 2.12'],
    ['a zImage', withHeader({ loadflags: 0 }), 'zImage not a bzImage'],
    ['32 bits', withHeader({ xloadflags: 2 }), 'Not a bzImage64. XLF_KERNEL_64 is not set.'],
    ['low memory only', withHeader({ xloadflags: 1 }), 'XLF_CAN_BE_LOADED_ABOVE_4G is not set.'],
    ['less than two sectors', { format: 'bzImage', fileSize: 1023 }, 'File is too short to be a bzImage'],
  ])('%s', (_, kernel, reason) => {
    const text = `kexec-bzImage64: ${reason}`;
    expect(fileLoader.probe(machine, kernel)).toEqual({
      ok: false,
      errno: 'ENOEXEC',
      reason: text,
      log: [{ level: 'error', text }],
    });
  });
});

describe('x86 4.1, 4.2 kexec_file_load', () => {
  const load = (change: Partial<LoadRequest>, ram = [rangeAt(MiB, 512 * MiB)]) =>
    fileLoader.load(machine, { ...request, ...change }, new FileBuffers(ram, false, linux61.search, 4096));

  test('a command line without room for elfcorehdr= is refused, crash image or not', () => {
    expect(load({ cmdline: 'a'.repeat(2047 - 31) }).ok).toBe(true);
    expect(load({ cmdline: 'a'.repeat(2047 - 30) })).toMatchObject({ ok: false, errno: 'EINVAL' });
  });

  test('a file without its protected-mode part is refused', () => {
    expect(load({ kernel: { ...withHeader({}), fileSize: 100 } })).toMatchObject({
      ok: false,
      errno: 'ENOEXEC',
    });
  });

  test('nothing fits: EADDRNOTAVAIL', () => {
    expect(load({}, [rangeAt(MiB, 8 * MiB)])).toMatchObject({ ok: false, errno: 'EADDRNOTAVAIL' });
  });

  test('without a purgatory there is no load', () => {
    expect(load({ kernelPurgatory: undefined })).toMatchObject({ ok: false, errno: 'ENOEXEC' });
  });

  test('from 6.8 on the highest range is tried first', () => {
    const ram = [rangeAt(MiB, 512 * MiB), rangeAt(4096 * MiB, 1024 * MiB)];
    const places = [linux61, linux68].map(({ search }) => {
      const buffers = new FileBuffers(ram, false, search, 4096);
      fileLoader.load(machine, request, buffers);
      return buffers.segments.find(({ kind }) => kind === 'kernel')!.mem >= 4096 * MiB;
    });
    expect(places).toEqual([false, true]);
  });
});

describe('x86 4.5 the map of a capture kernel', () => {
  test('keeps no piece of less than a page', () => {
    const region = rangeAt(64 * MiB, 16 * MiB);
    const crashed = { ...machine, kexec: { ...machine.kexec, crashRegion: region } };
    const ram = (elfcorehdr: { start: number; end: number }) =>
      crashE820(crashed, elfcorehdr).filter(({ start }) => start >= region.start && start < region.end);
    expect(ram(rangeAt(region.start, 4096))).toEqual([
      { start: region.start + 4096, end: region.end, type: 1 },
    ]);
    expect(ram(rangeAt(region.start + 2048, 4096))).toHaveLength(1);
    expect(ram(rangeAt(region.start + 8192, 4096))).toHaveLength(2);
  });
});

describe('x86 3.1 where kexec-tools looks for memory', () => {
  test('unknown types are reserved, and said', () => {
    const { ranges, output } = readToolMemory({
      ...machine,
      firmwareMap: firmwareMapOf([
        { range: rangeAt(0, 0x9_fc00), type: 'System RAM' },
        { range: rangeAt(MiB, MiB), type: 'Soft Reserved' },
      ]),
    });
    expect(ranges).toEqual([
      { start: 0x400, end: 0x9_fc00, type: 'ram' },
      { start: MiB, end: 2 * MiB, type: 'reserved' },
    ]);
    expect(output[0]).toContain('Soft Reserved');
  });

  test('overlaps of one type are trimmed, touching ranges stay apart', () => {
    const map = [rangeAt(2 * MiB, MiB), rangeAt(MiB, MiB), rangeAt(1.5 * MiB, MiB)];
    const { ranges } = readToolMemory({
      ...machine,
      firmwareMap: firmwareMapOf(map.map((range) => ({ range, type: 'System RAM' }))),
    });
    expect(ranges.map(({ start, end }) => [start / MiB, end / MiB])).toEqual([
      [1, 2],
      [2, 2.5],
      [2.5, 3],
    ]);
  });

  test.each([
    ['add_efi_memmap', { ...machine, kernel: { ...machine.kernel, cmdline: 'add_efi_memmap' } }],
    ['no /sys/firmware/memmap', { ...machine, firmwareMap: undefined }],
  ])('%s: /proc/iomem', (_, changed) => {
    const { ranges } = readToolMemory(changed);
    expect(ranges[0]).toEqual({ start: 0, end: 0x1000, type: 'reserved' });
    expect(ranges[1]).toEqual({ start: 0x1000, end: 0x9_fc00, type: 'ram' });
  });
});

describe('x86 3.2, 3.3 kexec -c gives up', () => {
  test.each([
    ['a long command line', { cmdline: 'a'.repeat(2047) }, 255],
    ['a truncated file', { kernel: { ...withHeader({}), fileSize: 100 } }, 255],
    ['no room', { memMin: 0x1000, memMax: 0x9_0000 }, 1],
    ['no crash kernel', { type: 'crash' as const }, 255],
  ])('%s', (_, change, status) => {
    expect(userSpaceLoader.load(machine, { ...request, ...change })).toMatchObject({ ok: false, status });
  });
});

describe('x86 3.2 file types of kexec-tools', () => {
  const typesOf = (change: Readonly<Record<string, number>>): readonly string[] =>
    userSpaceLoader.fileTypesOf!(withHeader(change));

  test.each([
    ['a kernel with a 64-bit entry has both', {}, ['bzImage64', 'bzImage']],
    ['protocol 2.11', { version: 0x020b }, ['bzImage']],
    ['32 bits', { xloadflags: 0 }, ['bzImage']],
    ['low memory only', { xloadflags: 1 }, ['bzImage']],
    ['a zImage', { loadflags: 0 }, []],
    ['no boot sector', { bootFlag: 0 }, []],
  ])('%s', (_, change, types) => {
    expect(typesOf(change)).toEqual(types);
  });

  const placed = (change: Partial<LoadRequest>) => {
    const chosen = userSpaceLoader.load(machine, { ...request, ...change });
    return chosen.ok
      ? Object.fromEntries(chosen.segments.map(({ kind = '', mem }) => [kind, Number(mem)]))
      : chosen.output.at(-2);
  };

  test('bzImage: the kernel as low as it goes, its parameters below 640 KiB, the rest below 2 GiB', () => {
    const { prefAddress = 0n } = (withHeader({}) as BzImage).header;
    const places = placed({ fileType: 'bzImage' });
    expect(places).toMatchObject({ kernel: Number(prefAddress), boot_params: 0x3000 });
    expect(placed({})).not.toMatchObject({ kernel: Number(prefAddress) });
  });

  test('bzImage: one that cannot move goes to 1 MiB', () => {
    const kernel = withHeader({ relocatableKernel: 0 });
    expect(placed({ fileType: 'bzImage', kernel })).toMatchObject({ kernel: MiB });
  });

  test('--dtb: a node of setup_data where the kernel is entered in 32 bits, unknown elsewhere', () => {
    const dtb = new Uint8Array(64);
    const nodes = (change: Partial<LoadRequest>): number => {
      const chosen = userSpaceLoader.load(machine, { ...request, fileType: 'bzImage', ...change });
      return chosen.ok ? chosen.segments.filter(({ kind }) => kind === 'setup_data').length : -1;
    };
    expect(nodes({ dtb })).toBe(nodes({}) + 1);
    expect(userSpaceLoader.load(machine, { ...request, dtb }).output).toContain(
      "kexec: unrecognized option '--dtb'",
    );
  });
});
