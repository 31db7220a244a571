import {
  addNode,
  addReservation,
  addressRangesValue,
  cellCounts,
  cellsValue,
  deleteProperty,
  deleteReservation,
  type DeviceNode,
  type DeviceTree,
  emptyTree,
  findNode,
  findProperty,
  phandleOf,
  readAddressRanges,
  readCells,
  readString,
  readStringList,
  readU32,
  readU64,
  removeNode,
  setProperty,
  stringListValue,
  stringValue,
  u32Value,
  u64Value,
  walkNodes,
} from '@warmboot/devicetree';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';

const node = (name: string, ...children: DeviceNode[]): DeviceNode => ({ name, properties: [], children });
const leaf = (name: string): DeviceNode => node(name);
const property = (value: Uint8Array) => ({ name: 'p', value });

const tree = [
  { path: '/', name: '#address-cells', value: u32Value(2) },
  { path: '/', name: '#size-cells', value: u32Value(1) },
  { path: '/memory@80000000', name: 'reg', value: cellsValue([0, 0x8000_0000, 0x1000]) },
  { path: '/soc/serial@9000000', name: 'phandle', value: u32Value(7) },
  { path: '/aliases', name: 'serial0', value: stringValue('/soc/serial@9000000') },
  { path: '/aliases', name: 'loop', value: stringValue('loop') },
].reduce<DeviceTree>((edited, { path, name, value }) => setProperty(edited, path, name, value), {
  ...emptyTree,
  root: node(
    '',
    leaf('aliases'),
    leaf('memory@80000000'),
    leaf('memory@40000000'),
    node('soc', leaf('serial@9000000')),
    leaf('memory-controller'),
  ),
});

describe('path lookup', () => {
  it.each([
    ['/', ''],
    ['/soc/serial@9000000', 'serial@9000000'],
    ['//soc///serial@9000000/', 'serial@9000000'],
    ['/memory@40000000', 'memory@40000000'],
    ['/memory', 'memory@80000000'],
    ['/soc/serial', 'serial@9000000'],
    ['serial0', 'serial@9000000'],
    ['/memory-controller', 'memory-controller'],
  ])('%s is the node %j', (path, name) => {
    expect(findNode(tree, path)?.name).toBe(name);
  });

  it.each(['/chosen', '/memory@0', '/mem', '/soc/serial@9000000/x', 'serial1', 'loop', 'soc', ''])(
    '%j is no node',
    (path) => expect(findNode(tree, path)).toBeUndefined(),
  );

  it('walks every node with its path', () => {
    expect([...walkNodes(tree)].map(({ path }) => path)).toEqual([
      '/',
      '/aliases',
      '/memory@80000000',
      '/memory@40000000',
      '/soc',
      '/soc/serial@9000000',
      '/memory-controller',
    ]);
  });
});

describe('typed values', () => {
  it('cells, 64-bit numbers, strings', () => {
    expect(readU32(property(u32Value(0xffff_ffff)))).toBe(0xffff_ffff);
    expect(readU64(property(u64Value(2n ** 64n - 1n)))).toBe(2n ** 64n - 1n);
    expect(readCells(property(cellsValue([1, 2, 3])))).toEqual([1, 2, 3]);
    expect(readString(property(stringValue('grün')))).toBe('grün');
    expect(readString(property(Uint8Array.of(0x61, 0, 0, 0)))).toBe('a');
    expect(readStringList(property(stringListValue(['a', '', 'b'])))).toEqual(['a', '', 'b']);
    expect(readStringList(property(new Uint8Array()))).toEqual([]);
  });

  it.each([
    ['u32', () => readU32(property(new Uint8Array(8)))],
    ['u64', () => readU64(property(new Uint8Array(4)))],
    ['cells', () => readCells(property(new Uint8Array(5)))],
    ['string', () => readString(property(Uint8Array.of(0x61)))],
    ['string list', () => readStringList(property(Uint8Array.of(0, 0x61)))],
    ['ranges', () => readAddressRanges(property(new Uint8Array(8)), { addressCells: 2, sizeCells: 1 })],
    [
      'ranges of nothing',
      () => readAddressRanges(property(new Uint8Array(8)), { addressCells: 0, sizeCells: 0 }),
    ],
    ['cell counts', () => cellCounts(setProperty(tree, '/', '#size-cells', u32Value(5)).root)],
    [
      'phandle',
      () =>
        phandleOf({ name: 'n', properties: [{ name: 'phandle', value: new Uint8Array() }], children: [] }),
    ],
  ])('refuses %s of another size', (_, read) => expect(read).toThrow(FormatError));

  it('ranges in the cells of the parent', () => {
    const reg = findProperty(tree, '/memory', 'reg');
    const cells = cellCounts(tree.root);
    expect(cells).toEqual({ addressCells: 2, sizeCells: 1 });
    expect(reg && readAddressRanges(reg, cells)).toEqual([{ address: 0x8000_0000n, size: 0x1000n }]);
    expect(cellCounts(leaf('x'))).toEqual({ addressCells: 2, sizeCells: 1 });
    expect(cellCounts(leaf('x'), { addressCells: 1, sizeCells: 1 })).toEqual({
      addressCells: 1,
      sizeCells: 1,
    });
    const pci = { addressCells: 3, sizeCells: 2 };
    const range = { address: 0x2000000_00000001_00000002n, size: 0x1_0000_0000n };
    expect(readAddressRanges(property(addressRangesValue([range, range], pci)), pci)).toEqual([range, range]);
  });

  it('refuses to write numbers that do not fit', () => {
    const range = { address: 0x1_0000_0000n, size: 1n };
    expect(() => addressRangesValue([range], { addressCells: 1, sizeCells: 1 })).toThrow(
      /address 0x100000000/,
    );
    expect(() => u32Value(2 ** 32)).toThrow(TypeError);
    expect(() => u64Value(-1n)).toThrow(TypeError);
    expect(() => stringValue('a\0b')).toThrow(TypeError);
  });

  it('phandles, also the old ones', () => {
    const serial = findNode(tree, 'serial0');
    expect(serial && phandleOf(serial)).toBe(7);
    expect(phandleOf(leaf('x'))).toBeUndefined();
    expect(phandleOf({ ...leaf('x'), properties: [{ name: 'linux,phandle', value: u32Value(3) }] })).toBe(3);
  });
});

describe('edits', () => {
  it('share what they do not touch', () => {
    const edited = setProperty(tree, '/soc', 'x', u32Value(1));
    expect(findNode(edited, '/memory')).toBe(findNode(tree, '/memory'));
    expect(findNode(edited, '/soc/serial')).toBe(findNode(tree, '/soc/serial'));
    expect(findProperty(tree, '/soc', 'x')).toBeUndefined();
  });

  it('that change nothing give the tree back', () => {
    expect(deleteProperty(tree, '/soc', 'none')).toBe(tree);
    expect(deleteReservation(tree, { address: 1n, size: 1n })).toBe(tree);
  });

  it('keep the value that was given, whatever happens to the array', () => {
    const value = u32Value(1);
    const edited = setProperty(tree, '/', 'v', value);
    value.fill(0xff);
    expect(findProperty(edited, '/', 'v')?.value).toEqual(u32Value(1));
  });

  it('add and remove nodes and reservations', () => {
    const added = addNode(tree, '/soc', leaf('gpio@1'));
    expect(findNode(added, '/soc')?.children.map(({ name }) => name)).toEqual(['gpio@1', 'serial@9000000']);
    expect(removeNode(added, '/soc/gpio')).toEqual(tree);
    const [a, b] = [
      { address: 1n, size: 2n },
      { address: 3n, size: 4n },
    ];
    const reserved = [a, b, a].reduce<DeviceTree>(addReservation, tree);
    expect(deleteReservation(reserved, a).reservations).toEqual([b, a]);
  });

  it.each([
    ['a missing node', () => setProperty(tree, '/none', 'a', u32Value(1))],
    ['a property without a name', () => setProperty(tree, '/', '', u32Value(1))],
    ['a name that is too long', () => setProperty(tree, '/', 'n'.repeat(256), u32Value(1))],
    ['a name beyond bytes', () => setProperty(tree, '/', '\u0100', u32Value(1))],
    ['a node that is there', () => addNode(tree, '/', leaf('soc'))],
    ['a node with a slash', () => addNode(tree, '/', leaf('a/b'))],
    ['removing the root', () => removeNode(tree, '/')],
    ['an empty reservation', () => addReservation(tree, { address: 1n, size: 0n })],
  ])('refuse %s', (_, edit) => expect(edit).toThrow(TypeError));
});
