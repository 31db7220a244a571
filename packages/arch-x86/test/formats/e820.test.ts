import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  E820_TYPE,
  e820ResourceName,
  formatE820Line,
  parseE820Entries,
  parseE820Line,
  parseE820Log,
  removeE820,
  retypeE820,
  sanitiseE820,
  serialiseE820Entries,
  type E820Entry,
} from '../../src/index.js';

const { RAM, RESERVED, ACPI, NVS, PRAM, SOFT_RESERVED, RESERVED_KERN } = E820_TYPE;
const entry = (start: number, end: number, type: number): E820Entry => ({ start, end, type });

const anyType = fc.constantFrom(...Object.values(E820_TYPE), 77);
const anyEntry = fc
  .tuple(fc.nat(60), fc.nat(20), anyType)
  .map(([start, size, type]) => entry(start, start + size, type));

describe('x86 2.2.3 sanitising', () => {
  test('the highest type number wins where entries overlap', () => {
    expect(sanitiseE820([entry(0, 100, RAM), entry(40, 60, RESERVED), entry(50, 70, ACPI)])).toEqual([
      entry(0, 40, RAM),
      entry(40, 50, RESERVED),
      entry(50, 70, ACPI),
      entry(70, 100, RAM),
    ]);
  });

  test('neighbours of one type are joined, empty entries go, order is by address', () => {
    expect(sanitiseE820([entry(50, 80, RAM), entry(0, 50, RAM), entry(90, 90, NVS)])).toEqual([
      entry(0, 80, RAM),
    ]);
  });

  test.each([PRAM, SOFT_RESERVED])('type %d keeps its entries apart', (type) => {
    expect(sanitiseE820([entry(0, 50, type), entry(50, 80, type)])).toEqual([
      entry(0, 50, type),
      entry(50, 80, type),
    ]);
  });

  test('ascending, disjoint, idempotent, and true to every byte', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 12 }), (entries) => {
        const clean = sanitiseE820(entries);
        for (const [index, { start, end }] of clean.entries()) {
          expect(start).toBeLessThan(end);
          if (index > 0) expect(clean[index - 1]!.end).toBeLessThanOrEqual(start);
        }
        expect(sanitiseE820(clean)).toEqual(clean);
        for (let at = 0; at < 80; at += 1) {
          const covering = (list: readonly E820Entry[]): number[] =>
            list.filter(({ start, end }) => start <= at && at < end).map(({ type }) => type);
          expect(Math.max(0, ...covering(clean))).toBe(Math.max(0, ...covering(entries)));
        }
      }),
    );
  });
});

describe('changing ranges', () => {
  const table = [entry(0, 100, RAM), entry(100, 200, RESERVED)];

  test('x86 2.1: only the parts of the old type change', () => {
    expect(sanitiseE820(retypeE820(table, { start: 50, end: 150 }, RAM, RESERVED_KERN))).toEqual([
      entry(0, 50, RAM),
      entry(50, 100, RESERVED_KERN),
      entry(100, 200, RESERVED),
    ]);
  });

  test('x86 2.2.7: a type keeps what is removed to itself; without a type everything goes', () => {
    const hole = { start: 50, end: 150 };
    expect(removeE820(table, hole, RAM)).toEqual([entry(0, 50, RAM), entry(100, 200, RESERVED)]);
    expect(removeE820(table, hole)).toEqual([entry(0, 50, RAM), entry(150, 200, RESERVED)]);
  });
});

describe('x86 1.4, 2.2.1 text', () => {
  test('names of resources and of the log', () => {
    expect(e820ResourceName(RESERVED_KERN)).toBe('System RAM');
    expect(e820ResourceName(6)).toBe('Unknown E820 type');
    expect(formatE820Line(entry(0x10_0000, 0x7ffe_0000, RAM))).toBe(
      'BIOS-e820: [mem 0x0000000000100000-0x000000007ffdffff] usable',
    );
    expect(formatE820Line(entry(0, 1, 77), 'reserve setup_data')).toBe(
      'reserve setup_data: [mem 0x0000000000000000-0x0000000000000000] type 77',
    );
  });

  test('a log is read back; other lines are skipped', () => {
    const unambiguous = [entry(0, 0x1000, RAM), entry(0x1000, 0x2000, PRAM), entry(0x2000, 0x3000, 6)];
    const log = [
      'BIOS-provided physical RAM map:',
      ...unambiguous.map((one) => formatE820Line(one)),
      'NX active',
    ];
    expect(parseE820Log(log)).toEqual(unambiguous);
    expect(parseE820Line('BIOS-e820: [mem 0x0000000000001000-0x0000000000000000] usable')).toBeUndefined();
    expect(parseE820Line('BIOS-e820: [mem 0x0000000000001000-0xffffffffffffffff] usable')).toBeUndefined();
  });
});

describe('x86 1.2 entries of 20 bytes', () => {
  test('round trip', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (entries) => {
        expect(parseE820Entries(serialiseE820Entries(entries))).toEqual(entries);
      }),
    );
  });

  test.each([
    ['half an entry', new Uint8Array(30), 'length'],
    ['an end above 2^53', new Uint8Array(20).fill(0xff), 'entry 0 end'],
  ])('refuses %s', (_, bytes, field) => {
    expect(() => parseE820Entries(bytes)).toThrow(FormatError);
    expect(() => parseE820Entries(bytes)).toThrow(field);
  });

  test('refuses fewer entries than were promised', () => {
    expect(() => parseE820Entries(new Uint8Array(20), 2)).toThrow('entry 1 addr');
  });
});
