import { describe, expect, test } from 'vitest';
import { emptyTree, parseDtb, serialiseDtb, stringValue, u32Value, u64Value } from '@warmboot/devicetree';
import type { DeviceNode, Property } from '@warmboot/devicetree';
import { withToolInitrd } from '@warmboot/devicetree/linux';
import { prepareToolTree, readHandover } from '../src/index.js';

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

describe('the tree as the next kernel reads it', () => {
  test('arm64 6.3: without its properties UEFI is not found', () => {
    expect(readHandover(treeOf([])).uefi).toMatchObject({ found: false, log: 'efi: UEFI not found.' });
  });
});
