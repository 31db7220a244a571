import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseSetupData,
  parseSetupIndirect,
  serialiseSetupData,
  serialiseSetupIndirect,
  SETUP_DATA_TYPE,
  walkSetupData,
  type ReadPhysical,
} from '../../src/index.js';

const wide = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const u32 = fc.nat(0xffff_ffff);

/** Memory that holds these nodes, by address. */
const memory =
  (nodes: Readonly<Record<number, Uint8Array>>): ReadPhysical =>
  (address, size) =>
    nodes[Number(address)]?.slice(0, size);

const node = (next: number, type: number, ...data: number[]): Uint8Array =>
  serialiseSetupData({ next: BigInt(next), type, data: Uint8Array.from(data) });

describe('x86 1.3 setup_data', () => {
  test('round trip', () => {
    fc.assert(
      fc.property(wide, u32, fc.uint8Array({ maxLength: 64 }), (next, type, data) => {
        expect(parseSetupData(serialiseSetupData({ next, type, data }))).toEqual({ next, type, data });
      }),
    );
    fc.assert(
      fc.property(u32, wide, wide, (type, size, address) => {
        expect(parseSetupIndirect(serialiseSetupIndirect({ type, size, address }))).toEqual({
          type,
          size,
          address,
        });
      }),
    );
  });

  test('the list is followed to its end', () => {
    const read = memory({
      16: node(80, SETUP_DATA_TYPE.RNG_SEED, 1, 2),
      80: node(0, SETUP_DATA_TYPE.EFI, 3),
    });
    expect(walkSetupData(16n, read).map(({ address, type, data }) => [address, type, [...data]])).toEqual([
      [16n, 9, [1, 2]],
      [80n, 4, [3]],
    ]);
    expect(walkSetupData(0n, read)).toEqual([]);
  });

  test('memory that nobody knows ends the list', () => {
    expect(walkSetupData(16n, memory({ 16: node(80, 1) }))).toHaveLength(1);
  });

  test('a circle is refused', () => {
    expect(() => walkSetupData(16n, memory({ 16: node(80, 1), 80: node(16, 1) }))).toThrow(FormatError);
  });

  test('a length beyond the bytes is refused', () => {
    const broken = node(0, 1, 1, 2, 3).subarray(0, 18);
    expect(() => parseSetupData(broken)).toThrow('data is cut off');
  });
});
