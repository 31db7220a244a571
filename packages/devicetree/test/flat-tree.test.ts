import {
  addNode,
  addReservation,
  deleteProperty,
  deleteReservation,
  type DeviceTree,
  emptyTree,
  findNode,
  FlatTree,
  parseDtb,
  removeNode,
  serialiseDtb,
  setProperty,
  stringValue,
  u32Value,
  walkNodes,
} from '@warmboot/devicetree';
import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTree, NODE_NAMES, PROPERTY_NAMES } from './arbitrary-tree.js';

const names = (tree: DeviceTree, path: string) => findNode(tree, path)?.properties.map(({ name }) => name);
const word = (bytes: Uint8Array, offset: number) =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset);
const stringsOf = (flat: FlatTree) => {
  const bytes = flat.toBytes();
  return String.fromCharCode(...bytes.subarray(word(bytes, 12), word(bytes, 12) + word(bytes, 32)));
};
const chosen = FlatTree.open(serialiseDtb(emptyTree), 1024).addSubnode('/', 'chosen');

describe('open (fdt_open_into)', () => {
  const blob = serialiseDtb(
    setProperty(addReservation(emptyTree, { address: 1n, size: 2n }), '/', 'a', u32Value(1)),
  );

  it('keeps the places of blocks that stand in order and makes room behind them', () => {
    const opened = FlatTree.open(blob, 256);
    expect(opened.totalSize).toBe(256);
    expect(opened.slack).toBe(256 - blob.length);
    const expected = new Uint8Array(256);
    expected.set(blob);
    new DataView(expected.buffer).setUint32(4, 256);
    expect(opened.toBytes()).toEqual(expected);
  });

  it('puts blocks in order and makes version 16 version 17', () => {
    const old = serialiseDtb({ ...parseDtb(blob), version: 16, bootCpu: 7 });
    const [start, end] = [word(old, 12), old.length];
    // Strings before everything else: header, strings, padding, reservations, structure.
    const strings = old.subarray(start, end);
    const gap = 40 + 8;
    const moved = new Uint8Array(gap + (start - 40));
    moved.set(old.subarray(0, 40));
    moved.set(strings, 40);
    moved.set(old.subarray(40, start), gap);
    const view = new DataView(moved.buffer);
    view.setUint32(4, moved.length);
    view.setUint32(8, word(old, 8) + 8);
    view.setUint32(12, 40);
    view.setUint32(16, gap);
    expect(parseDtb(moved)).toEqual(parseDtb(old));
    const packed = FlatTree.open(moved).pack();
    expect(packed.toBytes()).toEqual(serialiseDtb({ ...parseDtb(old), version: 17 }));
  });

  it('refuses a broken blob and a buffer that is too small', () => {
    expect(() => FlatTree.open(blob.subarray(0, 60))).toThrow(FormatError);
    expect(() => FlatTree.open(blob, blob.length - 1)).toThrow(TypeError);
  });
});

describe('properties', () => {
  it('a new one becomes the first of its node; one that exists is resized in its place', () => {
    const flat = chosen
      .setProperty('/chosen', 'a', u32Value(1))
      .setProperty('/chosen', 'b', u32Value(2))
      .setProperty('/chosen', 'a', stringValue('longer value'));
    expect(names(flat.toTree(), '/chosen')).toEqual(['b', 'a']);
    expect(flat.getProperty('/chosen', 'a')).toEqual(stringValue('longer value'));
    expect(stringsOf(flat)).toBe('a\0b\0');
  });

  it('a name that is the tail of another takes no room in the strings', () => {
    const flat = chosen
      .setProperty('/chosen', 'linux,initrd-end', u32Value(1))
      .setProperty('/chosen', 'end', u32Value(2));
    expect(stringsOf(flat)).toBe('linux,initrd-end\0');
    expect(names(flat.toTree(), '/chosen')).toEqual(['end', 'linux,initrd-end']);
  });

  it('deleting leaves the string, the size and the bytes behind the data', () => {
    const flat = chosen.setProperty('/chosen', 'gone', u32Value(0xdead));
    const deleted = flat.deleteProperty('/chosen', 'gone');
    expect(stringsOf(deleted)).toBe('gone\0');
    expect(deleted.totalSize).toBe(flat.totalSize);
    expect(deleted.slack).toBe(flat.slack + 16);
    const tail = (tree: FlatTree) => tree.toBytes().subarray(flat.totalSize - flat.slack - 16);
    expect(tail(deleted)).toEqual(tail(flat));
    expect(deleted.deleteProperty('/chosen', 'gone').toBytes()).toEqual(deleted.toBytes());
  });

  it('appending grows a value, or creates it', () => {
    const flat = chosen
      .appendProperty('/chosen', 'list', Uint8Array.of(1, 2, 3))
      .appendProperty('/chosen', 'list', Uint8Array.of(4, 5));
    expect(flat.getProperty('/chosen', 'list')).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
  });

  it('overwriting moves nothing and wants the same size', () => {
    const flat = chosen.setProperty('/chosen', 'seed', u32Value(0));
    expect(flat.overwriteProperty('/chosen', 'seed', u32Value(9)).slack).toBe(flat.slack);
    expect(() => flat.overwriteProperty('/chosen', 'seed', new Uint8Array(8))).toThrow(/4 bytes long/);
    expect(() => flat.overwriteProperty('/chosen', 'none', new Uint8Array(8))).toThrow(/missing/);
  });

  it('NOP words take the place of a property and survive packing', () => {
    const flat = chosen
      .setProperty('/chosen', 'after', u32Value(1))
      .setProperty('/chosen', 'rng-seed', new Uint8Array(5));
    const nopped = flat.nopProperty('/chosen', 'rng-seed');
    expect(names(nopped.toTree(), '/chosen')).toEqual(['after']);
    expect(nopped.pack().totalSize).toBe(flat.pack().totalSize);
    const struct = word(nopped.toBytes(), 8);
    // root 8, chosen 12, then 12 bytes of property header and 8 of padded value
    expect([20, 24, 28, 32, 36].map((at) => word(nopped.toBytes(), struct + at))).toEqual([4, 4, 4, 4, 4]);
    expect(nopped.setProperty('/chosen', 'new', u32Value(1)).hasNode('/chosen')).toBe(true);
  });

  it('says what was wrong with an edit that cannot be', () => {
    const tight = chosen.pack();
    expect(() => tight.setProperty('/chosen', 'a', u32Value(1))).toThrow(/has room for/);
    expect(() => chosen.setProperty('/none', 'a', u32Value(1))).toThrow(/no node \/none/);
    expect(() => chosen.setProperty('/chosen', '', u32Value(1))).toThrow(TypeError);
    expect(chosen.getProperty('/none', 'a')).toBeUndefined();
  });

  it('no edit changes the tree it started from', () => {
    const before = chosen.toBytes();
    chosen.setProperty('/chosen', 'a', u32Value(1)).deleteNode('/chosen').pack();
    chosen.addReservation({ address: 1n, size: 1n }).nopNode('/chosen');
    chosen.toBytes().fill(0xff);
    expect(chosen.toBytes()).toEqual(before);
  });
});

describe('nodes', () => {
  it('a new one stands after the properties and before the other children', () => {
    const flat = chosen.setProperty('/', 'model', stringValue('m')).addSubnode('/', 'memory@0');
    expect(flat.toTree().root.children.map(({ name }) => name)).toEqual(['memory@0', 'chosen']);
    expect(() => flat.addSubnode('/', 'memory')).toThrow(/already has a node memory@0/);
    expect(() => flat.addSubnode('/', 'a/b')).toThrow(TypeError);
  });

  it('are deleted or overwritten with NOP words, all but the root', () => {
    expect(chosen.deleteNode('/chosen').pack().toBytes()).toEqual(serialiseDtb(emptyTree));
    expect(chosen.nopNode('/chosen').toTree()).toEqual(emptyTree);
    expect(chosen.nopNode('/chosen').slack).toBe(chosen.slack);
    expect(() => chosen.deleteNode('/')).toThrow(/root/);
    expect(() => chosen.nopNode('/')).toThrow(/root/);
  });

  it('are found through aliases', () => {
    const flat = chosen
      .addSubnode('/', 'aliases')
      .setProperty('/aliases', 'boot', stringValue('/chosen'))
      .setProperty('boot', 'a', u32Value(5));
    expect(flat.getProperty('/chosen', 'a')).toEqual(u32Value(5));
    expect(flat.hasNode('other')).toBe(false);
  });
});

type Edit = {
  readonly title: string;
  readonly flat: (flat: FlatTree) => FlatTree;
  readonly value: (tree: DeviceTree) => DeviceTree;
};

/** An edit of a tree, by both editors; `pick` chooses the node among those that exist. */
const edits = fc.oneof(
  fc.record({
    kind: fc.constantFrom('set', 'append', 'delete', 'nop'),
    pick: fc.nat(),
    name: fc.constantFrom(...PROPERTY_NAMES),
    value: fc.uint8Array({ maxLength: 9 }),
  }),
  fc.record({
    kind: fc.constantFrom('addNode', 'deleteNode', 'nopNode'),
    pick: fc.nat(),
    name: fc.constantFrom(...NODE_NAMES),
    value: fc.constant(new Uint8Array()),
  }),
  fc.record({
    kind: fc.constantFrom('reserve', 'release', 'pack'),
    pick: fc.nat(),
    name: fc.constant(''),
    value: fc.constant(new Uint8Array()),
  }),
);

const editOf = (
  tree: DeviceTree,
  { kind, pick, name, value }: { kind: string; pick: number; name: string; value: Uint8Array },
): Edit | undefined => {
  const paths = [...walkNodes(tree)];
  const { path = '/', node } = paths[pick % paths.length] ?? {};
  if (findNode(tree, path) !== node || node === undefined) return undefined;
  const old = node.properties.find((property) => property.name === name)?.value ?? new Uint8Array();
  const longer = Uint8Array.from([...old, ...value]);
  const reservation = tree.reservations[pick % (tree.reservations.length + 1)] ?? {
    address: BigInt(pick),
    size: BigInt(pick) + 1n,
  };
  const both = (flat: Edit['flat'], edit: Edit['value']): Edit => ({
    title: `${kind} ${path}`,
    flat,
    value: edit,
  });
  switch (kind) {
    case 'set':
      return both(
        (f) => f.setProperty(path, name, value),
        (t) => setProperty(t, path, name, value),
      );
    case 'append':
      return both(
        (f) => f.appendProperty(path, name, value),
        (t) => setProperty(t, path, name, longer),
      );
    case 'delete':
      return both(
        (f) => f.deleteProperty(path, name),
        (t) => deleteProperty(t, path, name),
      );
    case 'nop':
      return both(
        (f) => f.nopProperty(path, name),
        (t) => deleteProperty(t, path, name),
      );
    case 'addNode': {
      const clash = node.children.some((child) => child.name === name || child.name.startsWith(`${name}@`));
      const added = { name, properties: [], children: [] };
      return clash
        ? undefined
        : both(
            (f) => f.addSubnode(path, name),
            (t) => addNode(t, path, added),
          );
    }
    case 'deleteNode':
      return path === '/'
        ? undefined
        : both(
            (f) => f.deleteNode(path),
            (t) => removeNode(t, path),
          );
    case 'nopNode':
      return path === '/'
        ? undefined
        : both(
            (f) => f.nopNode(path),
            (t) => removeNode(t, path),
          );
    case 'reserve':
      return both(
        (f) => f.addReservation(reservation),
        (t) => addReservation(t, reservation),
      );
    case 'release':
      return both(
        (f) => f.deleteReservation(reservation),
        (t) => deleteReservation(t, reservation),
      );
    default:
      return both(
        (f) => f.pack().resize(f.totalSize),
        (t) => t,
      );
  }
};

describe('both editors', () => {
  it('give the same tree after any edits', () => {
    fc.assert(
      fc.property(arbitraryTree, fc.array(edits, { maxLength: 12 }), (start, steps) => {
        let value: DeviceTree = { ...start, version: 17 };
        let flat = FlatTree.open(serialiseDtb(start), 8192);
        for (const step of steps) {
          const edit = editOf(value, step);
          if (edit === undefined) continue;
          value = edit.value(value);
          flat = edit.flat(flat);
          expect(flat.toTree(), edit.title).toEqual(value);
        }
        expect(FlatTree.open(flat.pack().toBytes()).toTree()).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });
});
