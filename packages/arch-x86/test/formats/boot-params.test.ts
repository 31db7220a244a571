import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BOOT_PARAMS_SIZE,
  E820_TYPE,
  editBootParams,
  parseBootParams,
  serialiseBootParams,
} from '../../src/index.js';

const page = fc.uint8Array({ minLength: BOOT_PARAMS_SIZE, maxLength: BOOT_PARAMS_SIZE }).map((bytes) => {
  // A page whose e820 table makes sense.
  bytes[0x1e8] = 2;
  bytes.fill(0, 0x2d0, 0xcd0);
  return bytes;
});

describe('x86 1.2 boot_params', () => {
  test('what is read and written back changes nothing', () => {
    fc.assert(
      fc.property(page, (bytes) => {
        expect(editBootParams(bytes, parseBootParams(bytes))).toEqual(bytes);
      }),
      { numRuns: 20 },
    );
  });

  test('values that are split over fields', () => {
    const bytes = serialiseBootParams({
      ramdiskImage: 0x1_2345_6000n,
      ramdiskSize: 5n,
      cmdLinePtr: 0x2_0000_0000n,
    });
    const view = new DataView(bytes.buffer);
    expect([0x218, 0xc0, 0x21c, 0x228, 0xc8].map((at) => view.getUint32(at, true))).toEqual([
      0x2345_6000, 1, 5, 0, 2,
    ]);
    expect(parseBootParams(bytes).ramdiskImage).toBe(0x1_2345_6000n);
  });

  test('blocks are written before the fields inside them, whatever the order of the keys', () => {
    const bytes = serialiseBootParams({
      typeOfLoader: 0xd0,
      extMemK: 0xfc00,
      header: new Uint8Array(123),
      screenInfo: new Uint8Array(64),
    });
    expect(parseBootParams(bytes)).toMatchObject({ typeOfLoader: 0xd0, extMemK: 0xfc00 });
  });

  test('a shorter e820 map leaves nothing of the longer one', () => {
    const entry = { start: 0, end: 0x1000, type: E820_TYPE.RAM };
    const long = serialiseBootParams({ e820: [entry, { ...entry, start: 0x2000, end: 0x3000 }] });
    expect(editBootParams(long, { e820: [entry] })).toEqual(serialiseBootParams({ e820: [entry] }));
  });

  test('what follows the page is left alone', () => {
    const longer = new Uint8Array(BOOT_PARAMS_SIZE + 8).fill(7);
    longer[0x1e8] = 0;
    expect(editBootParams(longer, { sentinel: 0 }).subarray(BOOT_PARAMS_SIZE)).toEqual(
      new Uint8Array(8).fill(7),
    );
  });

  test.each([
    ['less than a page', new Uint8Array(4095), 'zero page'],
    [
      'more entries than there is room for',
      new Uint8Array(4096).fill(129, 0x1e8, 0x1e9),
      'e820_entries is 129',
    ],
  ])('refuses %s', (_, bytes, text) => {
    expect(() => parseBootParams(bytes)).toThrow(FormatError);
    expect(() => parseBootParams(bytes)).toThrow(text);
  });

  test.each([
    { typeOfLoader: 256 },
    { acpiRsdp: -1n },
    { screenInfo: new Uint8Array(65) },
    { e820: Array.from({ length: 129 }, () => ({ start: 0, end: 1, type: 1 })) },
  ])('does not write what does not fit: %#', (changes) => {
    expect(() => serialiseBootParams(changes)).toThrow(TypeError);
  });
});
