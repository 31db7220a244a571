import { describe, expect, test } from 'vitest';
import type { EarlyBootOutcome, HandoverInput } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { GiB, rangeAt } from '@warmboot/address';

import { FlatTree, stringValue, u64Value } from '@warmboot/devicetree';
import { earlyBootOf, imageFormat } from '../src/index.js';
import { buildWith, earlyBoot } from './built.js';

const kernel = imageFormat.fromRecord({ text_offset: 0, image_size: 0x4f_0000, flags: 10, file_size: 4096 });

/** 1 GiB at 1 GiB, booted through a devicetree. */
const cold = earlyBoot.coldStart!({
  firmware: 'dt',
  memorySize: GiB,
  maxMemory: undefined,
  slots: 0,
  cmdline: 'quiet',
  kernel,
  initrd: undefined,
  hypervisor: false,
  nodes: [0],
});
const input = (cold.ok ? cold.value : undefined)!;

/** The same machine with its tree changed, and whatever else. */
const boot = (edit: (tree: FlatTree) => FlatTree, change: Partial<HandoverInput> = {}): EarlyBootOutcome => {
  const [segment] = input.segments;
  const bytes = edit(FlatTree.open(segment!.bytes!, 65_536)).pack().toBytes();
  return earlyBoot.boot({ ...input, segments: [{ ...segment!, bytes }], ...change });
};

const same = (tree: FlatTree): FlatTree => tree;

const withInitrd =
  (start: number, end: number) =>
  (tree: FlatTree): FlatTree =>
    tree
      .setProperty('/chosen', 'linux,initrd-start', u64Value(BigInt(start)))
      .setProperty('/chosen', 'linux,initrd-end', u64Value(BigInt(end)));

const ram = (outcome: EarlyBootOutcome): string[] => {
  if (outcome.outcome !== 'booted') throw new Error(outcome.reason);
  return resources
    .printIomem(outcome.kernel.iomem)
    .split('\n')
    .filter((line) => line.endsWith(' : System RAM'));
};

describe('early boot', () => {
  test('arm64 6.2.1: without a usable devicetree the kernel spins', () => {
    const [segment] = input.segments;
    const hangs = [
      [],
      [{ ...segment!, mem: segment!.mem + 4 }],
      [{ ...segment!, bytes: new Uint8Array(64) }],
      [{ ...segment!, bytes: FlatTree.open(segment!.bytes!, 0x20_0001).toBytes() }],
    ];
    for (const segments of hangs) expect(earlyBoot.boot({ ...input, segments }).outcome).toBe('hang');
  });

  test('arm64 6.2.5: linux,usable-memory-range caps memory, a second range comes back', () => {
    const pair = (start: number, size: number) => [...u64Value(BigInt(start)), ...u64Value(BigInt(size))];
    const value = Uint8Array.from([...pair(0x4000_0000, 0x1000_0000), ...pair(0x7000_0000, 0x100_0000)]);
    expect(ram(boot((tree) => tree.setProperty('/chosen', 'linux,usable-memory-range', value)))).toEqual([
      '40000000-4fffffff : System RAM',
      '70000000-70ffffff : System RAM',
    ]);
  });

  test('arm64 6.4: UEFI properties without a map are a panic', () => {
    const names = [
      'system-table',
      'mmap-start',
      'mmap-size',
      'mmap-desc-size',
      'mmap-desc-ver',
      'secure-boot',
    ];
    const outcome = boot((tree) =>
      names.reduce((grown, name) => grown.setProperty('/chosen', `linux,uefi-${name}`, u64Value(48n)), tree),
    );
    expect(outcome).toEqual({ outcome: 'panic', reason: 'Unable to map EFI memory map.' });
  });

  test('arm64 6.5.5: mem= keeps the lowest bytes', () => {
    const limited = boot((tree) => tree.setProperty('/chosen', 'bootargs', stringValue('mem=512M')));
    expect(ram(limited)).toEqual(['40000000-5fffffff : System RAM']);
  });

  test('arm64 6.5.5: mem= never takes the kernel image away', () => {
    const limited = boot((tree) => tree.setProperty('/chosen', 'bootargs', stringValue('mem=1M')));
    expect(ram(limited)).toEqual(['40000000-400fffff : System RAM', '40200000-406effff : System RAM']);
  });

  test('arm64 6.5.6: an initrd in undescribed RAM becomes System RAM, whole pages of it', () => {
    expect(ram(boot(withInitrd(0x9000_0000, 0x9000_1001)))).toEqual([
      '40000000-7fffffff : System RAM',
      '90000000-90001fff : System RAM',
    ]);
  });

  test('arm64 6.5.6: an initrd below DRAM or beyond the linear map is ignored, with a warning', () => {
    for (const start of [0x1000_0000, 300 * GiB]) {
      const outcome = boot(withInitrd(start, start + 4096));
      expect(ram(outcome)).toEqual(['40000000-7fffffff : System RAM']);
      const log = outcome.outcome === 'booted' ? (outcome.kernel.log ?? []) : [];
      expect(log[0]?.text).toMatch(/^initrd not fully accessible via the linear mapping/);
    }
  });

  test('arm64 6.6: the kernel image must be wholly in described memory', () => {
    for (const kernelAt of [0x9000_0000, 0x7fe0_0000, 0x1000_0000]) {
      expect(boot(same, { kernelAt }).outcome).toBe('panic');
    }
    expect(boot(same, { kernelAt: 0x7fa0_0000 }).outcome).toBe('booted');
  });

  test('arm64 6.6: Linux 6.12 panics there, and panic= counts; 6.1 hangs in an oops whatever it says', () => {
    const ended = (release: string, cmdline: string) => {
      const next = earlyBootOf(buildWith({ release, vaBits: 39 }));
      const [segment] = input.segments;
      const tree = FlatTree.open(segment!.bytes!, 65_536).setProperty(
        '/chosen',
        'bootargs',
        stringValue(cmdline),
      );
      const segments = [{ ...segment!, bytes: tree.pack().toBytes() }];
      return next.boot({ ...input, segments, kernelAt: 0x9000_0000 }).outcome;
    };
    expect(ended('6.12.117', 'panic=-1')).toBe('reset');
    expect(ended('6.12.117', 'panic=5')).toBe('reset');
    expect(ended('6.12.117', 'quiet')).toBe('panic');
    expect(ended('6.12.117', 'panic=0')).toBe('panic');
    expect(ended('6.1.192', 'panic=-1')).toBe('panic');
  });

  test('arm64 1.2: an image with other pages than the kernel before is taken by them, and said to be half a model', () => {
    const other = imageFormat.fromRecord({
      text_offset: 0,
      image_size: 0x4f_0000,
      flags: 14,
      file_size: 4096,
    });
    const outcome = boot(same, { kernel: other });
    expect(outcome.outcome === 'booted' && outcome.kernel.unmodelled).toContain(
      'this kernel has pages of 64 KiB, and the one before had 4 KiB',
    );
    const like = boot(same);
    expect(like.outcome === 'booted' && like.kernel.unmodelled).toBeUndefined();
  });

  test('arm64 6.6: the devicetree may be anywhere', () => {
    const [segment] = input.segments;
    const far = [{ ...segment!, mem: 0x9000_0000 }];
    expect(earlyBoot.boot({ ...input, segments: far }).outcome).toBe('booted');
  });

  test('arm64 6.2.3: the seed of the random pool is used up', () => {
    const outcome = boot((tree) => tree.setProperty('/chosen', 'rng-seed', new Uint8Array(128).fill(0xee)));
    const shown = outcome.outcome === 'booted' ? outcome.kernel.files.get('/sys/firmware/fdt') : undefined;
    expect(FlatTree.open(shown!).getProperty('/chosen', 'rng-seed')).toBeUndefined();
    expect(shown).not.toContain(0xee);
  });

  test('arm64 6.5.9: a reserved-memory node with no-map is a hole, one without is a child', () => {
    const reg = (start: number) => Uint8Array.from([...u64Value(BigInt(start)), ...u64Value(0x10_0000n)]);
    const outcome = boot((tree) =>
      tree
        .addSubnode('/', 'reserved-memory')
        .addSubnode('/reserved-memory', 'hole@60000000')
        .setProperty('/reserved-memory/hole@60000000', 'reg', reg(0x6000_0000))
        .setProperty('/reserved-memory/hole@60000000', 'no-map', new Uint8Array(0))
        .addSubnode('/reserved-memory', 'kept@70000000')
        .setProperty('/reserved-memory/kept@70000000', 'reg', reg(0x7000_0000)),
    );
    const text = outcome.outcome === 'booted' ? resources.printIomem(outcome.kernel.iomem) : '';
    expect(text).toContain('\n60000000-600fffff : reserved\n');
    expect(text).toContain('\n  70000000-700fffff : reserved\n');
    const memblock = outcome.outcome === 'booted' ? outcome.kernel.memblock : undefined;
    expect(memblock?.reserved).toContainEqual(rangeAt(0x7000_0000, 0x10_0000));
  });
});
