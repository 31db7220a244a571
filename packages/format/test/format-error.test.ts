import { describe, expect, test } from 'vitest';
import { ByteReader, ByteWriter, FormatError, parsingDirectory, parsingFile } from '@warmboot/format';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('FormatError', () => {
  const reader = new ByteReader(new Uint8Array([0xd0, 0x0d, 0xfe]), 'dtb', 'big');
  const cut = () => reader.u32(0, 'magic');

  test('says where, what and what is allowed, in one line', () => {
    expect(messageOf(cut)).toBe(
      'offset 0x0: dtb: magic is cut off (needs 4 bytes at offset 0x0, the input has 3); allowed: an input of at least 4 bytes',
    );
  });

  test('is given the file by whoever knows it, once', () => {
    const named = messageOf(() => parsingFile('outer', () => parsingFile('machine.dtb', cut)));
    expect(named).toMatch(/^machine\.dtb, offset 0x0: dtb: magic/);
  });

  test('is found in a directory, or in a file of it', () => {
    expect(messageOf(() => parsingDirectory('captures/a/', cut))).toMatch(/^captures\/a\/, offset 0x0/);
    const inFile = () => parsingFile('fdt.dtb', cut);
    expect(messageOf(() => parsingDirectory('captures/a/', inFile))).toMatch(
      /^captures\/a\/fdt\.dtb, offset 0x0/,
    );
  });

  test('leaves other errors alone', () => {
    const broken = () => {
      throw new RangeError('mine');
    };
    expect(() => parsingFile('a', broken)).toThrow(RangeError);
    expect(() => parsingDirectory('a', broken)).toThrow(RangeError);
  });
});

describe('ByteReader and ByteWriter', () => {
  test.each(['little', 'big'] as const)('give back what was written, %s endian', (endian) => {
    const bytes = new ByteWriter(endian, 1)
      .u8(0xfe)
      .u16(0xfedc)
      .u32(0xfedcba98)
      .u64(0xfedc_ba98_7654_3210n)
      .align(16)
      .toBytes();
    const reader = new ByteReader(bytes, 'test', endian);
    expect(reader.length).toBe(16);
    expect([reader.u8(0, 'a'), reader.u16(1, 'b'), reader.u32(3, 'c'), reader.u64(7, 'd')]).toEqual([
      0xfe,
      0xfedc,
      0xfedcba98,
      0xfedc_ba98_7654_3210n,
    ]);
    expect(reader.slice(15, 1, 'padding')).toEqual(new Uint8Array(1));
  });

  test('patching replaces a field that was written before', () => {
    const bytes = new ByteWriter('big').u32(0).u8(7).patchU32(0, 5).toBytes();
    expect([...bytes]).toEqual([0, 0, 0, 5, 7]);
    expect(() => new ByteWriter('big').u8(1).patchU32(0, 5)).toThrow(TypeError);
  });

  test('values that do not fit are the caller’s mistake', () => {
    const writer = new ByteWriter('little');
    expect(() => writer.u8(256)).toThrow(TypeError);
    expect(() => writer.u16(-1)).toThrow(TypeError);
    expect(() => writer.u32(1.5)).toThrow(TypeError);
    expect(() => writer.u64(1n << 64n)).toThrow(TypeError);
  });
});
