import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../src/index.js';

/** Bit by bit, as the standard has it. */
const bitByBit = (bytes: Uint8Array): number => {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb8_8320;
  }
  return ~crc >>> 0;
};

describe('crc32', () => {
  it('is that of the check value', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf4_3926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it('is the same as bit by bit, at every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(crc32(bytes)).toBe(bitByBit(bytes));
      }),
    );
  });

  it('goes on from that of the bytes before', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, at) => {
        expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(bitByBit(bytes));
      }),
    );
  });
});
