import { describe, expect, test } from 'vitest';
import type { HandoverInput, KexecImage, KexecSegment, Platform } from '@warmboot/core/plugin';
import { NO_PAGES, PhysicalMemory, resources } from '@warmboot/core/plugin';
import { GiB, hex, MiB, rangeAt } from '@warmboot/address';
import { memoryContent } from '@warmboot/core';

import {
  architecture,
  discoverMemory,
  E820_TYPE,
  earlyBoot,
  imageFormat,
  readHandover,
  referenceMachine,
  serialiseBootParams,
  serialiseE820Entries,
  serialiseSetupData,
  SETUP_DATA_TYPE,
  type BootParams,
  type E820Entry,
} from '../src/index.js';
import { earlyBootOf } from '../src/boot/early-boot.js';
import { machineBefore, traces } from './recorded.js';

const { RAM, RESERVED } = E820_TYPE;
const entry = (start: number, end: number, type: number = RAM): E820Entry => ({ start, end, type });
const MAP = [entry(0, 0xa_0000), entry(MiB, GiB)];
const KERNEL = rangeAt(16 * MiB, 16 * MiB);

const segment = (kind: KexecSegment['kind'], mem: number, bytes: Uint8Array): KexecSegment => ({
  kind,
  mem,
  memsz: 4096 * Math.ceil(bytes.length / 4096),
  bufsz: bytes.length,
  bytes,
});

const handed = (params: Partial<BootParams>, cmdline = '', ...more: KexecSegment[]): KexecSegment[] => [
  segment('boot_params', 0x9_0000, serialiseBootParams({ e820: MAP, cmdLinePtr: 0x9_8000n, ...params })),
  segment('other', 0x9_8000, Buffer.from(`${cmdline}\0`)),
  ...more,
];

const memoryOf = (params: Partial<BootParams>, cmdline = '', ...more: KexecSegment[]) =>
  discoverMemory(readHandover(handed(params, cmdline, ...more))!, KERNEL);

const platform = (...bootRam: { start: number; end: number }[]): Platform => ({
  bootRam,
  dimms: new Map(),
  hotplug: { available: true },
  hypervisor: true,
  nodes: [0],
});

const inputOf = (segments: readonly KexecSegment[], machine = platform(rangeAt(0, GiB))): HandoverInput => ({
  platform: machine,
  kernel: imageFormat.fromRecord(referenceMachine.kernel),
  kernelAt: KERNEL.start,
  sections: [{ name: 'Kernel code', start: 0, end: 8 * MiB }],
  segments,
  files: new Map(),
});

describe('x86 2.2 from boot_params to memory', () => {
  test('2.2.1: one entry is no map; the sizes of older BIOS calls stand in', () => {
    const { ram } = memoryOf({ e820: [entry(0, GiB)], altMemK: 512 * 1024, extMemK: 0xfc00 });
    expect(ram).toEqual([rangeAt(4096, 0x9_e000), rangeAt(MiB, 512 * MiB)]);
  });

  test("2.2.7: the first page is the BIOS's, and RAM under video memory goes", () => {
    const { table } = memoryOf({ e820: [entry(0, 2 * MiB), entry(2 * MiB, GiB)] });
    expect(table).toEqual([entry(0, 4096, RESERVED), entry(4096, 0xa_0000), entry(MiB, GiB)]);
  });

  test('2.2.9: partial pages are dropped', () => {
    expect(memoryOf({ e820: [entry(0, 0x9_fc00), entry(MiB, GiB + 7)] }).ram).toEqual([
      { start: 4096, end: 0x9_f000 },
      { start: MiB, end: GiB },
    ]);
  });

  test("2.2.6, 6.2: the kernel's own memory becomes RAM", () => {
    const { table, ram } = memoryOf({ e820: [entry(0, 0xa_0000), entry(MiB, 8 * MiB)] });
    expect(table.at(-1)).toEqual(entry(KERNEL.start, KERNEL.end));
    expect(ram.at(-1)).toEqual(KERNEL);
  });

  test('2.2.4, 3.5: more than 128 ranges go on in setup_data', () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      entry(2 * GiB + 8192 * index, 2 * GiB + 8192 * index + 4096),
    );
    const node = serialiseSetupData({
      next: 0n,
      type: SETUP_DATA_TYPE.E820_EXT,
      data: serialiseE820Entries(many.slice(126)),
    });
    const e820 = [...MAP, ...many.slice(0, 126)];
    const { firmware, ram } = memoryOf(
      { e820, setupData: BigInt(2 * MiB) },
      '',
      segment('setup_data', 2 * MiB, node),
    );
    expect(firmware).toHaveLength(132);
    expect(ram).toHaveLength(132);
  });

  test('2.1: setup_data is RAM of its own; of a seed only the header is left', () => {
    const seed = serialiseSetupData({ next: 0n, type: SETUP_DATA_TYPE.RNG_SEED, data: new Uint8Array(32) });
    const { firmware, table } = memoryOf(
      { setupData: BigInt(2 * MiB) },
      '',
      segment('setup_data', 2 * MiB, seed),
    );
    expect(firmware).toEqual(MAP);
    expect(table.filter(({ type }) => type === E820_TYPE.RESERVED_KERN)).toEqual([
      entry(2 * MiB, 2 * MiB + 16, E820_TYPE.RESERVED_KERN),
    ]);
  });

  test.each([
    [
      'mem=512M',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: 512 * MiB },
      ],
    ],
    [
      'mem=nopentium',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: GiB },
      ],
    ],
    [
      'memmap=16M$64M',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: 64 * MiB },
        { start: 80 * MiB, end: GiB },
      ],
    ],
    [
      'memmap=exactmap memmap=640K@0 memmap=99M@1M',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: 100 * MiB },
      ],
    ],
    [
      'memmap=1G@4G,512M',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: 512 * MiB },
      ],
    ],
    [
      'memmap=16M%64M-1+2',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: 64 * MiB },
        { start: 80 * MiB, end: GiB },
      ],
    ],
    [
      'memmap=16M%64M-1',
      [
        { start: 4096, end: 0xa_0000 },
        { start: MiB, end: 64 * MiB },
        { start: 80 * MiB, end: GiB },
      ],
    ],
  ])('2.2.5: %s', (cmdline, ram) => {
    const memory = memoryOf({}, cmdline);
    expect(memory.ram).toEqual(ram);
    expect(memory.firmware).toEqual(MAP);
  });
});

describe('x86 2.3, 5.4, 6.2 what becomes of the kernel', () => {
  test('2.3: no low RAM, no trampoline', () => {
    const outcome = earlyBoot.boot(inputOf(handed({ e820: [entry(0, 0x1_1000), entry(MiB, GiB)] })));
    expect(outcome).toEqual({ outcome: 'panic', reason: 'Real mode trampoline was not allocated' });
  });

  test('5.4.1: described RAM that is not there at the top resets the machine', () => {
    const segments = handed({ e820: [...MAP, entry(4 * GiB, 5 * GiB)] });
    expect(earlyBoot.boot(inputOf(segments))).toMatchObject({ outcome: 'reset' });
    expect(earlyBoot.boot(inputOf(segments, platform(rangeAt(0, GiB), rangeAt(4 * GiB, GiB)))).outcome).toBe(
      'booted',
    );
  });

  test('5.4.1: described RAM that is not there elsewhere is fatal later', () => {
    const segments = handed({ e820: [...MAP, entry(4 * GiB, 6 * GiB)] });
    const outcome = earlyBoot.boot(inputOf(segments, platform(rangeAt(0, GiB), rangeAt(5 * GiB, GiB))));
    expect(outcome).toMatchObject({ outcome: 'hang' });
  });

  test('2.2.6, 4.5: a kernel outside of the map has RAM up to its _end, which hangs on how it was built', () => {
    const e820 = [entry(0, 0xa_0000), entry(MiB, 16 * MiB), entry(GiB / 2, GiB)];
    const ends = [MiB, 2 * MiB].map((brk) => {
      const outcome = earlyBootOf(brk, false).boot(inputOf(handed({ e820 })));
      return outcome.outcome === 'booted' && outcome.kernel.ram.map(({ end }) => end / MiB);
    });
    expect(ends).toEqual([
      [0xa_0000 / MiB, 25, 1024],
      [0xa_0000 / MiB, 26, 1024],
    ]);
  });

  test('6.2.3: an initrd outside of RAM moves to the top of it', () => {
    const outcome = earlyBoot.boot(
      inputOf(
        handed({ ramdiskImage: BigInt(4 * GiB), ramdiskSize: 5000n }),
        platform(rangeAt(0, GiB), rangeAt(4 * GiB, GiB)),
      ),
    );
    expect(outcome.outcome === 'booted' && outcome.kernel.initrd).toEqual(rangeAt(GiB - 8192, 5000));
  });

  test('6.2.3: an initrd with no place to go is a panic', () => {
    const outcome = earlyBoot.boot(
      inputOf(
        handed({ ramdiskImage: BigInt(4 * GiB), ramdiskSize: BigInt(2 * GiB) }),
        platform(rangeAt(0, 8 * GiB)),
      ),
    );
    expect(outcome).toEqual({
      outcome: 'panic',
      reason: `Cannot find place for new RAMDISK of size ${2 * GiB}`,
    });
  });

  test('no boot_params, or broken ones', () => {
    expect(earlyBoot.boot(inputOf([]))).toMatchObject({ outcome: 'reset' });
    const broken = segment('boot_params', 0x9_0000, new Uint8Array(100));
    expect(earlyBoot.boot(inputOf([broken]))).toMatchObject({ outcome: 'reset' });
  });

  test('3.4: ACPI is off when the command line says so', () => {
    const acpi = (cmdline: string) => {
      const outcome = earlyBoot.boot(inputOf(handed({}, cmdline)));
      return outcome.outcome === 'booted' && outcome.kernel.acpi;
    };
    expect([acpi('quiet'), acpi('acpi=off')]).toEqual([true, false]);
  });

  test('2.4: RAM is followed by a buffer up to 64 MiB, where nothing else is', () => {
    const e820 = [...MAP, entry(GiB + MiB, GiB + 2 * MiB, RESERVED), entry(3 * GiB, 4 * GiB)];
    const outcome = earlyBoot.boot(inputOf(handed({ e820 }), platform(rangeAt(0, 4 * GiB))));
    if (outcome.outcome !== 'booted') throw new Error(outcome.reason);
    const names = [...resources.preorder(outcome.kernel.iomem.root)].map(({ resource }) => resource.name);
    expect(names.filter((name) => name === 'RAM buffer')).toEqual([]);
    const odd = earlyBoot.boot(inputOf(handed({ e820: [entry(0, 0xa_0000), entry(MiB, GiB - 32 * MiB)] })));
    expect(odd.outcome === 'booted' && resources.printIomem(odd.kernel.iomem)).toContain(
      '3e000000-3fffffff : RAM buffer',
    );
  });
});

describe('x86 5.3 the jump', () => {
  const machine = { ...machineBefore(traces[0]!, 1), platform: platform(rangeAt(0, GiB)) };
  const at = (kind: KexecSegment['kind'], mem: number): KexecSegment => ({
    kind,
    mem,
    memsz: 0x1000,
    bufsz: 0x1000,
  });
  const image = (
    segments: readonly KexecSegment[],
    entryPoint: number,
    verifiesDigest = true,
  ): KexecImage => ({
    type: 'normal',
    fileMode: false,
    entry: BigInt(entryPoint),
    segments,
    preserveContext: false,
    verifiesDigest,
    pages: NO_PAGES,
    layoutGeneration: 0,
  });

  test.each([
    ['everything there', [at('purgatory', MiB), at('kernel', 16 * MiB)], MiB, true, 'arrived'],
    ['purgatory gone', [at('purgatory', 2 * GiB), at('kernel', 16 * MiB)], 2 * GiB, true, 'reset'],
    ['kernel gone, digest checked', [at('purgatory', MiB), at('kernel', 2 * GiB)], MiB, true, 'arrived'],
    ['kernel gone, nothing checked', [at('purgatory', MiB), at('kernel', 2 * GiB)], MiB, false, 'reset'],
    ['initrd gone, digest checked', [at('purgatory', MiB), at('initrd', 2 * GiB)], MiB, true, 'arrived'],
    ['entry point nowhere', [at('kernel', 16 * MiB)], 2 * GiB, false, 'reset'],
  ] as const)('%s: %#', (_, segments, entryPoint, verifies, outcome) => {
    expect(earlyBoot.jump(machine, image(segments, entryPoint, verifies)).outcome).toBe(outcome);
  });

  // The first byte decides: from memory that is there the CPU fetches what is there.
  test('an entry point in memory, of a segment whose rest is gone: zeros run on, and the reason names where', () => {
    const half: KexecSegment = { ...at('other', GiB - MiB), memsz: 2 * MiB };
    const zeros = earlyBoot.jump(machine, image([half], GiB - MiB, false));
    expect(zeros).toMatchObject({ outcome: 'hang', address: GiB - MiB });
    expect('reason' in zeros && zeros.reason).toContain(`${hex(GiB - MiB)} holds zeros`);

    const code = Uint8Array.of(0xfa, 0xeb, 0xfe);
    const contents = PhysicalMemory.EMPTY.write(rangeAt(GiB - MiB, code.length), memoryContent.bytes(code));
    const written = earlyBoot.jump({ ...machine, contents }, image([half], GiB - MiB, false));
    expect(written).toMatchObject({ outcome: 'reset', address: GiB });
    expect('reason' in written && written.reason).toContain(`runs at ${hex(GiB - MiB)}`);
  });
});

describe('x86 7.1 block size', () => {
  const size = (end: number, hypervisor: boolean) =>
    architecture.memory.blockSize({ bootRam: [{ start: 0, end }], hypervisor }) / MiB;

  test.each([
    [32 * GiB, true, 128],
    [64 * GiB - 4096, false, 128],
    [64 * GiB, false, 2048],
    [64 * GiB + 128 * MiB, false, 2048],
    [64 * GiB, true, 2048],
    [65 * GiB, true, 1024],
    [65 * GiB + 512 * MiB, true, 512],
    [65 * GiB + 128 * MiB, true, 128],
    [65 * GiB + 64 * MiB, true, 128],
  ])('%d bytes, hypervisor %s: %d MiB', (end, hypervisor, wanted) => {
    expect(size(end, hypervisor)).toBe(wanted);
  });
});
