import { FormatError } from '@warmboot/format';
import {
  addReservation,
  emptyTree,
  parseDtb,
  serialiseDtb,
  setProperty,
  stringValue,
  u32Value,
} from '@warmboot/devicetree';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryName, arbitraryTree } from './arbitrary-tree.js';

const tree = setProperty(
  setProperty(
    addReservation(emptyTree, { address: 0x1000n, size: 0x2000n }),
    '/',
    'model',
    stringValue('board'),
  ),
  '/',
  '#size-cells',
  u32Value(2),
);
const blob = serialiseDtb({
  ...tree,
  root: { ...tree.root, children: [{ name: 'chosen', properties: [], children: [] }] },
});

/** A copy of a blob with 32-bit words replaced. */
const patched = (bytes: Uint8Array, words: Record<number, number>): Uint8Array => {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (const [offset, word] of Object.entries(words)) view.setUint32(Number(offset), word);
  return copy;
};
const wordAt = (bytes: Uint8Array, offset: number): number => new DataView(bytes.buffer).getUint32(offset);
const OFF_STRUCT = wordAt(blob, 8);
const SIZE_STRUCT = wordAt(blob, 36);

const faultOf = (bytes: Uint8Array) => {
  try {
    parseDtb(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error.fault;
    throw error;
  }
  throw new Error('was accepted');
};

describe('header (specification 5.2)', () => {
  it.each([
    { title: 'magic', words: { 0: 0xd00dfeee }, field: 'magic', offset: 0 },
    { title: 'totalsize past the input', words: { 4: blob.length + 1 }, field: 'totalsize', offset: 4 },
    { title: 'totalsize inside the header', words: { 4: 39 }, field: 'totalsize', offset: 4 },
    { title: 'struct offset unaligned', words: { 8: OFF_STRUCT + 2 }, field: 'off_dt_struct', offset: 8 },
    { title: 'struct offset in the header', words: { 8: 36 }, field: 'off_dt_struct', offset: 8 },
    { title: 'strings offset out of range', words: { 12: 0xffff_fff0 }, field: 'off_dt_strings', offset: 12 },
    { title: 'reservations unaligned', words: { 16: 44 }, field: 'off_mem_rsvmap', offset: 16 },
    { title: 'version too old', words: { 20: 15 }, field: 'version', offset: 20 },
    { title: 'compatible with too new ones only', words: { 20: 19, 24: 18 }, field: 'last_comp_version' },
    { title: 'compatible with more than itself', words: { 20: 16, 24: 17 }, field: 'last_comp_version' },
    { title: 'strings size out of range', words: { 32: 0xffff_ffff }, field: 'size_dt_strings', offset: 32 },
    { title: 'struct size out of range', words: { 36: blob.length }, field: 'size_dt_struct', offset: 36 },
  ])('refuses $title', ({ words, field, offset }) => {
    const fault = faultOf(patched(blob, words as unknown as Record<number, number>));
    expect(fault).toMatchObject({ format: 'dtb', field, ...(offset === undefined ? {} : { offset }) });
  });

  it('refuses blocks that overlap', () => {
    const bytes = serialiseDtb(emptyTree); // header 40, reservations 16, structure 16
    expect(faultOf(patched(bytes, { 12: 56, 32: 4 }))).toMatchObject({
      found: '0x38, inside the block of off_dt_struct [0x38, 0x48)',
    });
    expect(faultOf(patched(bytes, { 12: 48, 32: 4 }))).toMatchObject({
      field: 'off_dt_strings',
      offset: 12,
      found: '0x30, inside the block of off_mem_rsvmap [0x28, 0x38)',
    });
  });

  it('reads a newer version that is compatible with 17', () => {
    expect(parseDtb(patched(blob, { 20: 18, 24: 17 }))).toEqual(parseDtb(blob));
  });

  it('reads a blob that claims to be readable by any old reader, as libfdt 1.6.0 and FIT images do', () => {
    expect(parseDtb(patched(blob, { 24: 2 }))).toEqual(parseDtb(blob));
    expect(parseDtb(patched(blob, { 24: 0 }))).toEqual(parseDtb(blob));
  });

  it('ignores bytes after totalsize', () => {
    expect(parseDtb(Uint8Array.from([...blob, 1, 2, 3]))).toEqual(parseDtb(blob));
  });
});

describe('structure block (specification 5.4)', () => {
  const words = Array.from({ length: SIZE_STRUCT / 4 }, (_, index) => OFF_STRUCT + 4 * index);
  const END = words.at(-1) ?? 0;

  it('skips NOP words', () => {
    const property = OFF_STRUCT + 8; // the first property: 12 bytes of header and 4 of value
    const nops = { [property]: 4, [property + 4]: 4, [property + 8]: 4, [property + 12]: 4 };
    expect(parseDtb(patched(blob, nops)).root.properties.map(({ name }) => name)).toEqual(['model']);
  });

  it.each([
    { title: 'an unknown token', words: { [OFF_STRUCT]: 7 }, found: '0x7' },
    { title: 'END inside a node', words: { [END - 4]: 9 }, found: 'END inside node ""' },
    { title: 'END before any node', words: { [OFF_STRUCT]: 9 }, found: 'END before any node' },
    {
      title: 'PROP outside every node',
      words: { [OFF_STRUCT]: 4, [OFF_STRUCT + 4]: 4 },
      found: 'PROP outside',
    },
    { title: 'END_NODE outside every node', words: { [OFF_STRUCT]: 2 }, found: 'END_NODE outside' },
    { title: 'a second root', words: { [END]: 1 }, found: 'cut off' },
    { title: 'a named root', words: { [OFF_STRUCT + 4]: 0x41000000 }, found: '"A"' },
    { title: 'a block without END', words: { [END]: 4 }, found: 'cut off' },
    {
      title: 'a value longer than the block',
      words: { [OFF_STRUCT + 12]: 0xffff_fff0 },
      found: '4294967280',
    },
    { title: 'a name outside the strings', words: { [OFF_STRUCT + 16]: 0x1000 }, found: '0x1000' },
  ])('refuses $title', ({ words: replaced, found }) => {
    expect(faultOf(patched(blob, replaced)).found).toContain(found);
  });

  it('refuses a property after a child', () => {
    const child = OFF_STRUCT + SIZE_STRUCT - 4 - 4 - 16; // BEGIN_NODE "chosen" END_NODE, END_NODE, END
    expect(wordAt(blob, child)).toBe(1);
    const bytes = serialiseDtb({
      ...emptyTree,
      root: {
        name: '',
        properties: [],
        children: [
          { name: 'a', properties: [], children: [] },
          { name: 'bbb', properties: [{ name: 'p', value: new Uint8Array() }], children: [] },
        ],
      },
    });
    const second = wordAt(bytes, 8) + 8 + 12; // its BEGIN_NODE and name become NOPs
    expect(faultOf(patched(bytes, { [second]: 4, [second + 4]: 4 })).found).toContain(
      'PROP after a child node',
    );
  });

  it('reads 64 levels of nodes and no more', () => {
    const nested = (levels: number): Uint8Array => {
      const [begin, end] = [
        [0, 0, 0, 1, 0x61, 0, 0, 0],
        [0, 0, 0, 2],
      ];
      const repeated = (token: number[]) => Array.from({ length: levels - 1 }, () => token).flat();
      const struct = [0, 0, 0, 1, 0, 0, 0, 0, ...repeated(begin), ...repeated(end), ...end, 0, 0, 0, 9];
      const empty = serialiseDtb(emptyTree);
      const bytes = Uint8Array.from([...empty.subarray(0, wordAt(empty, 8)), ...struct]);
      return patched(bytes, { 4: bytes.length, 12: bytes.length, 36: struct.length });
    };
    const deepest = parseDtb(nested(64));
    expect(serialiseDtb(deepest)).toEqual(nested(64));
    expect(faultOf(nested(65)).found).toBe('level 65 of nesting');
    expect(faultOf(nested(5000)).found).toBe('level 65 of nesting');
    const child = { name: 'a', properties: [], children: [deepest.root.children[0]] };
    expect(() =>
      serialiseDtb({ ...emptyTree, root: { ...deepest.root, children: [child as never] } }),
    ).toThrow(TypeError);
  });
});

describe('memory reservations (specification 5.3)', () => {
  it('refuses a list without an end', () => {
    const bytes = serialiseDtb(emptyTree);
    const endless = patched(bytes, { 16: (bytes.length - 8) & ~7 });
    expect(faultOf(endless).field).toMatch(/memory reservation|off_/);
  });

  it('cannot write an empty one', () => {
    expect(() => serialiseDtb({ ...emptyTree, reservations: [{ address: 1n, size: 0n }] })).toThrow(
      TypeError,
    );
  });
});

describe('any input', () => {
  it('a tree survives writing and reading, in both versions', () => {
    fc.assert(
      fc.property(arbitraryTree, (value) => {
        expect(parseDtb(serialiseDtb(value))).toEqual(value);
      }),
    );
  });

  it('names of any bytes survive', () => {
    fc.assert(
      fc.property(arbitraryName, arbitraryName, (nodeName, propertyName) => {
        const child = {
          name: nodeName,
          properties: [{ name: propertyName, value: u32Value(1) }],
          children: [],
        };
        const value = { ...emptyTree, root: { ...emptyTree.root, children: [child] } };
        expect(parseDtb(serialiseDtb(value))).toEqual(value);
      }),
    );
  });

  it('every prefix of a blob is refused', () => {
    for (let length = 0; length < blob.length; length++) {
      expect(() => parseDtb(blob.subarray(0, length)), `${length} bytes`).toThrow(FormatError);
    }
  });

  it('corruption is refused or read, and what was read can be written', () => {
    const damage = fc.array(fc.tuple(fc.nat({ max: blob.length - 1 }), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    let refused = 0;
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = blob.slice();
        for (const [offset, byte] of changes) bytes[offset] = byte;
        try {
          const read = parseDtb(bytes);
          expect(parseDtb(serialiseDtb(read))).toEqual(read);
        } catch (error) {
          refused++;
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('a tree does not change with the bytes it was read from', () => {
    const bytes = blob.slice();
    const read = parseDtb(bytes);
    bytes.fill(0xff);
    expect(read).toEqual(parseDtb(blob));
  });

  it('many properties with long shared names cost time in proportion to their bytes', () => {
    const names = Array.from({ length: 250 }, (_, index) => 'n'.repeat(index + 1));
    const properties = Array.from({ length: 40_000 }, (_, index) => ({
      name: names[index % names.length] ?? '',
      value: new Uint8Array(),
    }));
    const bytes = serialiseDtb({ ...emptyTree, root: { name: '', properties, children: [] } });
    expect(parseDtb(bytes).root.properties).toHaveLength(properties.length);
  });
});

describe('strings block (specification 5.5)', () => {
  it('shares the tail of an earlier name, as dtc does', () => {
    const named = (...names: string[]) =>
      serialiseDtb({
        ...emptyTree,
        root: {
          name: '',
          properties: names.map((name) => ({ name, value: new Uint8Array() })),
          children: [],
        },
      });
    const stringsOf = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(wordAt(bytes, 12)));
    expect(stringsOf(named('interrupt-parent', 'parent', 't', 'reg'))).toBe('interrupt-parent\0reg\0');
    expect(stringsOf(named('parent', 'interrupt-parent', 't'))).toBe('parent\0interrupt-parent\0');
  });
});
