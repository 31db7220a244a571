import { describe, expect, test } from 'vitest';
import {
  emptyTree,
  FlatTree,
  parseDtb,
  serialiseDtb,
  stringValue,
  u32Value,
  u64Value,
} from '@warmboot/devicetree';
import type { DeviceNode, Property } from '@warmboot/devicetree';
import {
  chosenOnlyTree,
  readHandover,
  withKernelHandover,
  withToolCommandLine,
  withToolInitrd,
  withToolProperty,
} from '@warmboot/devicetree/linux';

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

const read = (fdt: Uint8Array) =>
  readHandover(fdt, { commandLineSize: 16, readUefi: (valueOf) => valueOf('linux,uefi-system-table') });

const chosenOf = (fdt: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    parseDtb(fdt)
      .root.children.find(({ name }) => name === 'chosen')!
      .properties.map(({ name, value }) => [name, Buffer.from(value).toString('hex')]),
  );

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
    expect(chosenOf(withKernelHandover(fdt, handover)!.toBytes())).not.toHaveProperty('bootargs');
  });

  test('arm64 4.6.4, 4.6.5: the old initrd is forgotten, the new one is reserved exactly', () => {
    const first = withKernelHandover(treeOf([]), { ...handover, initrd })!.toBytes();
    const next = { start: 0x5000_0000, end: 0x5000_0010 };
    const second = withKernelHandover(first, { ...handover, initrd: next })!;
    expect(second.reservations).toEqual([{ address: 0x5000_0000n, size: 0x10n }]);
    expect(withKernelHandover(second.toBytes(), handover)!.reservations).toEqual([]);
  });

  test('arm64 4.6.4: firmware may have reserved whole pages for the old initrd', () => {
    const firmware = FlatTree.open(treeOf([]), 4096)
      .setProperty('/chosen', 'linux,initrd-start', u64Value(0x4800_0000n))
      .setProperty('/chosen', 'linux,initrd-end', u64Value(0x4810_0001n))
      .addReservation({ address: 0x4800_0000n, size: 0x11_0000n });
    const left = (pageSize: number) =>
      withKernelHandover(firmware.toBytes(), { ...handover, pageSize })!.reservations.length;
    expect([left(0x1000), left(0x1_0000)]).toEqual([1, 0]);
  });

  test('arm64 4.6.4: an initrd start without an end is refused', () => {
    const broken = treeOf([property('linux,initrd-start', u64Value(0x4000n))]);
    expect(withKernelHandover(broken, handover)).toBeUndefined();
  });

  test('arm64 4.6.6: a range that the cells of the root cannot hold is refused', () => {
    const narrow = serialiseDtb({
      ...emptyTree,
      root: { ...emptyTree.root, properties: [property('#address-cells', u32Value(1))] },
    });
    const high = { start: 0x1_0000_0000, end: 0x1_0000_1000 };
    expect(withKernelHandover(narrow, { ...handover, crash })).toBeDefined();
    expect(
      withKernelHandover(narrow, { ...handover, crash: { ...crash, elfcorehdr: high } }),
    ).toBeUndefined();
  });

  test('arm64 4.6.3, 4.6.6: crash properties are those of this load', () => {
    const first = withKernelHandover(treeOf([]), { ...handover, crash })!.toBytes();
    expect(read(first)).toMatchObject(crash);
    expect(read(withKernelHandover(first, handover)!.toBytes())).toMatchObject({
      elfcorehdr: undefined,
      usable: [],
    });
  });

  test('arm64 4.6.8, 4.6.9: seeds are given only when the random pool is ready', () => {
    const stale = treeOf([property('kaslr-seed', u64Value(7n))]);
    expect(chosenOf(withKernelHandover(stale, handover)!.toBytes())).not.toHaveProperty('kaslr-seed');
    const ready = { ...handover, randomReady: true, seed: (bytes: number) => new Uint8Array(bytes).fill(1) };
    const chosen = chosenOf(withKernelHandover(stale, ready)!.toBytes());
    expect([chosen['kaslr-seed'], chosen['rng-seed']]).toEqual(['01'.repeat(8), '01'.repeat(128)]);
  });

  test('arm64 4.6.10: the next kernel can tell that it was not booted by firmware', () => {
    expect(chosenOf(withKernelHandover(treeOf([]), handover)!.toBytes())['linux,booted-from-kexec']).toBe('');
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
    expect(read(fdt).memory).toEqual([
      { range: { start: 0x4000_0000, end: 0x5000_0000 }, hotpluggable: true },
      { range: { start: 0x4000_0000, end: 0x4800_0000 }, hotpluggable: false },
    ]);
  });

  test('arm64 6.7: a tree of nothing but /chosen is a stub', () => {
    expect(read(treeOf([])).isStub).toBe(true);
    expect(read(treeOf([], [{ name: 'cpus', properties: [], children: [] }])).isStub).toBe(false);
  });

  test('arm64 6.2.3: the command line is cut to what the kernel has room for', () => {
    const fdt = treeOf([property('bootargs', stringValue('0123456789abcdefgh'))]);
    expect(read(fdt).cmdline).toBe('0123456789abcde');
  });

  test('arm64 6.2.5: of the usable ranges two are read', () => {
    const pairs = [0x4000_0000n, 0x1000n, 0x5000_0000n, 0x1000n, 0x6000_0000n, 0x1000n];
    const value = Uint8Array.from(pairs.flatMap((cell) => [...u64Value(cell)]));
    expect(read(treeOf([property('linux,usable-memory-range', value)])).usable).toEqual([
      { start: 0x4000_0000, end: 0x4000_1000 },
      { start: 0x5000_0000, end: 0x5000_1000 },
    ]);
  });

  test('an initrd address is one or two cells, and an end before the start is none', () => {
    const initrdOf = (start: Uint8Array, end: Uint8Array) =>
      read(treeOf([property('linux,initrd-start', start), property('linux,initrd-end', end)])).initrd;
    expect(initrdOf(u32Value(0x4800_0000), u64Value(0x4810_0000n))).toEqual({
      start: 0x4800_0000,
      end: 0x4810_0000,
    });
    expect(initrdOf(u32Value(0x4800_0000), u32Value(0x4700_0000))).toBeUndefined();
    expect(() => initrdOf(new Uint8Array(6), u32Value(1))).toThrow(/6 bytes/);
  });

  test('what the stub left is for the caller to read', () => {
    const table = u64Value(0x1234n);
    expect(read(treeOf([property('linux,uefi-system-table', table)])).uefi).toEqual(table);
    expect(read(treeOf([])).uefi).toBeUndefined();
  });
});

describe('what kexec-tools do to the tree', () => {
  const bare = FlatTree.open(serialiseDtb(emptyTree));

  test('/chosen is made where it is missing, and the blob is packed', () => {
    const told = withToolProperty(bare, 'x', new Uint8Array(4));
    expect(chosenOf(told.toBytes())).toEqual({ x: '00000000' });
    expect(told.pack().totalSize).toBe(told.totalSize);
  });

  test('a command line is padded with NULs to a multiple of four; an empty one changes nothing', () => {
    expect(chosenOf(withToolCommandLine(bare, 'abcd').toBytes())).toEqual({ bootargs: '6162636400000000' });
    expect(withToolCommandLine(bare, '')).toBe(bare);
  });

  test('without an initrd its properties go and the size stays', () => {
    const told = withToolInitrd(bare, initrd);
    expect(read(told.toBytes()).initrd).toEqual(initrd);
    const without = withToolInitrd(told, undefined);
    expect(read(without.toBytes()).initrd).toBeUndefined();
    expect(without.totalSize).toBe(told.totalSize);
    expect(withToolInitrd(bare, undefined)).toBe(bare);
  });
});

describe('the tree that the EFI stub makes', () => {
  test('has cells and /chosen, each new property before the others, as libfdt leaves them', () => {
    const { root } = parseDtb(
      chosenOnlyTree([property('bootargs', stringValue('quiet')), property('x', u32Value(1))]),
    );
    expect(root.properties.map(({ name }) => name)).toEqual(['#size-cells', '#address-cells']);
    expect(root.children[0]!.properties.map(({ name }) => name)).toEqual(['x', 'bootargs']);
    expect(read(chosenOnlyTree([]))).toMatchObject({ isStub: true, memory: [] });
  });
});
