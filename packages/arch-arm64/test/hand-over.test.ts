import { describe, expect, test } from 'vitest';
import { emptyTree, parseDtb, serialiseDtb, stringValue, u32Value, u64Value } from '@warmboot/devicetree';
import type { DeviceNode, Property } from '@warmboot/devicetree';
import { buildFileLoadFdt, prepareToolTree, readHandover, withToolInitrd } from '../src/index.js';

const property = (name: string, value: Uint8Array): Property => ({ name, value });

const treeOf = (chosen: readonly Property[], children: readonly DeviceNode[] = []): Uint8Array =>
  serialiseDtb({
    ...emptyTree,
    root: {
      name: '',
      properties: [property('#address-cells', u32Value(2)), property('#size-cells', u32Value(2))],
      children: [...children, { name: 'chosen', properties: chosen, children: [] }],
    },
  });

const noSeed = (_bytes: number): Uint8Array => {
  throw new Error('no seed was to be drawn');
};

const initrd = { start: 0x4800_0000, end: 0x4810_0001 };
const crash = {
  elfcorehdr: { start: 0xa000_0000, end: 0xa000_1000 },
  usable: [{ start: 0x9000_0000, end: 0xa000_0000 }],
};

const chosenOf = (fdt: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    parseDtb(fdt)
      .root.children.find(({ name }) => name === 'chosen')!
      .properties.map(({ name, value }) => [name, Buffer.from(value).toString('hex')]),
  );

describe('the tree that kexec-tools makes', () => {
  const made = (fdt: Uint8Array, cmdline: string, crashed?: typeof crash, seed = noSeed) => {
    const prepared = prepareToolTree(fdt, cmdline, crashed, seed);
    if (!prepared.ok) throw new Error(prepared.output.at(-1));
    return prepared.tree;
  };

  test('arm64 3.5.1: an empty command line leaves the last one', () => {
    const fdt = treeOf([property('bootargs', stringValue('old'))]);
    expect(readHandover(made(fdt, '').toBytes()).cmdline).toBe('old');
    expect(readHandover(made(fdt, 'new').toBytes()).cmdline).toBe('new');
  });

  test('arm64 3.5.1: bootargs are padded with NULs to a multiple of four', () => {
    expect(chosenOf(made(treeOf([]), 'abcd').toBytes())['bootargs']).toBe('6162636400000000');
  });

  test('arm64 3.5.2: what does not fit the cells of the root is refused', () => {
    const narrow = serialiseDtb({
      ...emptyTree,
      root: { ...emptyTree.root, children: [{ name: 'chosen', properties: [], children: [] }] },
    });
    const high = { start: 0x1_0000_0000, end: 0x1_0000_1000 };
    expect(prepareToolTree(narrow, '', { ...crash, elfcorehdr: high }, noSeed)).toMatchObject({
      ok: false,
      output: [expect.any(String), "kexec: elfcorehdr doesn't fit cells-size."],
    });
    expect(prepareToolTree(narrow, '', { ...crash, usable: [high] }, noSeed).ok).toBe(false);
  });

  test('arm64 3.5.3: a kaslr-seed that was not wiped ends the load, a wiped one is drawn again', () => {
    const fdt = (seed: bigint) => treeOf([property('kaslr-seed', u64Value(seed))]);
    expect(prepareToolTree(fdt(5n), '', undefined, noSeed).output.at(-1)).toBe(
      'setup_2nd_dtb: kaslr-seed is not wiped to 0.',
    );
    const seeded = made(fdt(0n), '', undefined, (bytes) => new Uint8Array(bytes).fill(0xab));
    expect(chosenOf(seeded.toBytes())['kaslr-seed']).toBe('ab'.repeat(8));
  });

  test('arm64 3.5.4, 3.5.5: a crash load names its header and its regions in root cells', () => {
    const read = readHandover(made(treeOf([]), 'x', crash).toBytes());
    expect(read).toMatchObject(crash);
  });

  test('arm64 3.5.6: the initrd is two 64-bit values; without one both properties go and the size stays', () => {
    const with64 = withToolInitrd(made(treeOf([]), ''), initrd);
    expect(readHandover(with64.toBytes()).initrd).toEqual(initrd);
    const without = withToolInitrd(with64, undefined);
    expect(readHandover(without.toBytes()).initrd).toBeUndefined();
    expect(without.totalSize).toBe(with64.totalSize);
  });

  test('arm64 3.5: /chosen is made where it is missing', () => {
    const bare = serialiseDtb(emptyTree);
    expect(readHandover(made(bare, 'quiet').toBytes()).cmdline).toBe('quiet');
  });
});

describe('the tree that kexec_file_load makes', () => {
  const handover = {
    cmdline: '',
    initrd: undefined,
    crash: undefined,
    randomReady: false,
    seed: noSeed,
    pageSize: 4096,
  };

  test('arm64 4.6.7: without a command line bootargs go', () => {
    const fdt = treeOf([property('bootargs', stringValue('old'))]);
    expect(chosenOf(buildFileLoadFdt(fdt, handover)!.toBytes())).not.toHaveProperty('bootargs');
  });

  test('arm64 4.6.4, 4.6.5: the old initrd is forgotten, the new one is reserved exactly', () => {
    const first = buildFileLoadFdt(treeOf([]), { ...handover, initrd })!.toBytes();
    const next = { start: 0x5000_0000, end: 0x5000_0010 };
    const second = buildFileLoadFdt(first, { ...handover, initrd: next })!;
    expect(second.reservations).toEqual([{ address: 0x5000_0000n, size: 0x10n }]);
    expect(buildFileLoadFdt(second.toBytes(), handover)!.reservations).toEqual([]);
  });

  test('arm64 4.6.4: an initrd start without an end is refused', () => {
    const broken = treeOf([property('linux,initrd-start', u64Value(0x4000n))]);
    expect(buildFileLoadFdt(broken, handover)).toBeUndefined();
  });

  test('arm64 4.6.6: a range that the cells of the root cannot hold is refused', () => {
    const narrow = serialiseDtb({
      ...emptyTree,
      root: { ...emptyTree.root, properties: [property('#address-cells', u32Value(1))] },
    });
    const high = { start: 0x1_0000_0000, end: 0x1_0000_1000 };
    expect(buildFileLoadFdt(narrow, { ...handover, crash })).toBeDefined();
    expect(buildFileLoadFdt(narrow, { ...handover, crash: { ...crash, elfcorehdr: high } })).toBeUndefined();
  });

  test('arm64 4.6.3, 4.6.6: crash properties are those of this load', () => {
    const first = buildFileLoadFdt(treeOf([]), { ...handover, crash })!.toBytes();
    expect(readHandover(first)).toMatchObject(crash);
    expect(readHandover(buildFileLoadFdt(first, handover)!.toBytes())).toMatchObject({
      elfcorehdr: undefined,
      usable: [],
    });
  });

  test('arm64 4.6.8, 4.6.9: seeds are given only when the random pool is ready', () => {
    const stale = treeOf([property('kaslr-seed', u64Value(7n))]);
    expect(chosenOf(buildFileLoadFdt(stale, handover)!.toBytes())).not.toHaveProperty('kaslr-seed');
    const ready = { ...handover, randomReady: true, seed: (bytes: number) => new Uint8Array(bytes).fill(1) };
    const chosen = chosenOf(buildFileLoadFdt(stale, ready)!.toBytes());
    expect([chosen['kaslr-seed'], chosen['rng-seed']]).toEqual(['01'.repeat(8), '01'.repeat(128)]);
  });

  test('arm64 4.6.10: the next kernel can tell that it was not booted by firmware', () => {
    expect(chosenOf(buildFileLoadFdt(treeOf([]), handover)!.toBytes())['linux,booted-from-kexec']).toBe('');
  });
});

describe('the tree as the next kernel reads it', () => {
  test('arm64 6.2.4: memory nodes by device_type, when their status is ok; usable memory overrides reg', () => {
    const reg = Uint8Array.from([...u64Value(0x4000_0000n), ...u64Value(0x1000_0000n)]);
    const usable = Uint8Array.from([...u64Value(0x4000_0000n), ...u64Value(0x0800_0000n)]);
    const node = (name: string, ...properties: Property[]): DeviceNode => ({
      name,
      properties,
      children: [],
    });
    const memory = property('device_type', stringValue('memory'));
    const fdt = treeOf(
      [],
      [
        node('memory@40000000', property('reg', reg), memory, property('hotpluggable', new Uint8Array(0))),
        node('memory@1', property('reg', reg), property('linux,usable-memory', usable), memory),
        node('memory@2', property('reg', reg), memory, property('status', stringValue('disabled'))),
        node('memory@3', property('reg', reg)),
      ],
    );
    expect(readHandover(fdt).memory).toEqual([
      { range: { start: 0x4000_0000, end: 0x5000_0000 }, hotpluggable: true },
      { range: { start: 0x4000_0000, end: 0x4800_0000 }, hotpluggable: false },
    ]);
  });

  test('arm64 6.7: a tree of nothing but /chosen is a stub', () => {
    expect(readHandover(treeOf([])).isStub).toBe(true);
    expect(readHandover(treeOf([], [{ name: 'cpus', properties: [], children: [] }])).isStub).toBe(false);
  });

  test('arm64 6.3: without its properties UEFI is not found', () => {
    expect(readHandover(treeOf([])).uefi).toMatchObject({ found: false, log: 'efi: UEFI not found.' });
  });
});
