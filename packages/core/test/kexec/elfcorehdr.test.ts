import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoreHeader } from '../../src/crash/elfcorehdr.js';
import {
  kernelCoreHeaderRoom,
  readCoreHeader,
  toolCoreHeaderRoom,
  writeCoreHeader,
} from '../../src/crash/elfcorehdr.js';

const header: CoreHeader = {
  machine: 183,
  notes: [
    { address: 0xbf7f_b000, size: 424 },
    { address: 0x4011_a000, size: 4132 },
  ],
  loads: [
    { paddr: 0x4010_0000n, vaddr: 0xffff_ffc0_0801_0000n, size: 0x4f_0000n },
    { paddr: 0x4000_0000n, vaddr: 0xffff_ff80_0000_0000n, size: 0x6900_0000n },
  ],
};
const room = kernelCoreHeaderRoom(2, 3);

describe('core 5.1 crash ELF headers', () => {
  const bytes = writeCoreHeader(header, room);
  const view = new DataView(bytes.buffer);

  it('writes the header fields of a 64-bit little-endian core', () => {
    expect([...bytes.subarray(0, 16)]).toEqual([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([16, 18, 52, 54, 56, 58, 60, 62].map((at) => view.getUint16(at, true))).toEqual([
      4, 183, 64, 56, 4, 0, 0, 0,
    ]);
    expect([view.getUint32(20, true), view.getBigUint64(24, true), view.getBigUint64(32, true)]).toEqual([
      1,
      0n,
      64n,
    ]);
  });

  it('writes notes with offset = paddr and without flags, then loads with flags 7', () => {
    expect([view.getUint32(64, true), view.getUint32(68, true)]).toEqual([4, 0]);
    expect([72, 80, 88, 96, 104, 112].map((at) => view.getBigUint64(at, true))).toEqual([
      0xbf7f_b000n,
      0n,
      0xbf7f_b000n,
      424n,
      424n,
      0n,
    ]);
    const load = 64 + 2 * 56;
    expect([view.getUint32(load, true), view.getUint32(load + 4, true)]).toEqual([1, 7]);
    expect(view.getBigUint64(load + 16, true)).toBe(0xffff_ffc0_0801_0000n);
  });

  it('is sized by what could be there, in pages, and zero filled', () => {
    expect(bytes.length).toBe(4096);
    expect(bytes.subarray(64 + 4 * 56).every((byte) => byte === 0)).toBe(true);
    expect(writeCoreHeader(header, kernelCoreHeaderRoom(80, 3)).length).toBe(8192);
  });

  it('refuses more headers than it has room for', () => {
    const many = { ...header, notes: Array.from({ length: 100 }, () => header.notes[0]!) };
    expect(() => writeCoreHeader(many, room)).toThrow(TypeError);
  });
});

describe('core R7.13 the tool writes the same in units of 1024', () => {
  it('counts CPUs, vmcoreinfo, kernel and ranges', () => {
    expect(toolCoreHeaderRoom(1, true, true, 5).capacity).toBe(8);
    expect(writeCoreHeader(header, toolCoreHeaderRoom(1, true, true, 5)).length).toBe(1024);
    expect(writeCoreHeader(header, toolCoreHeaderRoom(1, true, true, 15)).length).toBe(2048);
  });

  it('points a load that was copied away at the copy', () => {
    const moved = { ...header, loads: [{ paddr: 0x1000n, vaddr: 0n, size: 0x1000n, offset: 0x7ef6_1000n }] };
    expect(readCoreHeader(writeCoreHeader(moved, room))).toEqual(moved);
  });
});

describe('reading', () => {
  const size = fc.nat(2 ** 40);
  const wide = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  const any: fc.Arbitrary<CoreHeader> = fc.record({
    machine: fc.nat(0xffff),
    notes: fc.array(fc.record({ address: size, size }), { maxLength: 5 }),
    loads: fc.array(fc.record({ paddr: wide, vaddr: wide, size: wide }), { maxLength: 20 }),
  });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(any, (value) => {
        expect(readCoreHeader(writeCoreHeader(value, kernelCoreHeaderRoom(5, 20)))).toEqual(value);
      }),
    );
  });

  it.each([
    ['nothing', Uint8Array.of(), 'e_ident'],
    ['another file', new Uint8Array(64), 'e_ident'],
    ['a header that is cut off', writeCoreHeader(header, room).subarray(0, 200), 'program headers'],
  ])('refuses %s', (_, input, field) => {
    expect(() => readCoreHeader(input)).toThrow(FormatError);
    expect(() => readCoreHeader(input)).toThrow(field);
  });
});

describe('core headers of other widths and orders', () => {
  const narrow: CoreHeader = {
    machine: 20,
    format: { bits: 32, byteOrder: 'big' },
    notes: [{ address: 0x1_2000, size: 424 }],
    loads: [{ paddr: 0x10_0000n, vaddr: 0xc010_0000n, size: 0x4f_0000n }],
  };
  const small = { capacity: 2, align: 4 };

  it('writes the header fields of a 32-bit big-endian core', () => {
    const bytes = writeCoreHeader(narrow, small);
    const view = new DataView(bytes.buffer);
    expect([...bytes.subarray(4, 7)]).toEqual([1, 2, 1]);
    expect([16, 18, 40, 42, 44].map((at) => view.getUint16(at))).toEqual([4, 20, 52, 32, 2]);
    expect(view.getUint32(28)).toBe(52);
    const load = 52 + 32;
    expect([0, 4, 8, 12, 16, 20, 24, 28].map((at) => view.getUint32(load + at))).toEqual([
      1, 0x10_0000, 0xc010_0000, 0x10_0000, 0x4f_0000, 0x4f_0000, 7, 0,
    ]);
    expect(bytes.length).toBe(52 + 2 * 32);
  });

  it.each([
    { bits: 32, byteOrder: 'little' },
    { bits: 32, byteOrder: 'big' },
    { bits: 64, byteOrder: 'big' },
  ] as const)('reads what it wrote with $bits bits, the $byteOrder end first', (format) => {
    const written = { ...narrow, format };
    expect(readCoreHeader(writeCoreHeader(written, small))).toEqual(written);
  });

  it('cannot hold an address that does not fit', () => {
    const high = { ...narrow, loads: [{ paddr: 0x1_0000_0000n, vaddr: 0n, size: 0x1000n }] };
    expect(() => writeCoreHeader(high, small)).toThrow('0x100000000 does not fit in an ELF32 header');
  });

  it('says which classes and orders there are', () => {
    const bytes = writeCoreHeader(narrow, small);
    expect(() => readCoreHeader(bytes.with(4, 3))).toThrow('1 (32) or 2 (64)');
    expect(() => readCoreHeader(bytes.with(5, 0))).toThrow('1 (little) or 2 (big)');
  });
});
