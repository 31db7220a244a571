import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isLinuxImage,
  LINUX_IMAGE,
  LINUX_IMAGE_HEADER_SIZE,
  parseLinuxImage,
  serialiseLinuxImage,
  type LinuxImageHeader,
} from '../src/index.js';

const u32 = fc.nat(0xffff_ffff);
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const headers: fc.Arbitrary<LinuxImageHeader> = fc.record({
  code0: u32,
  code1: u32,
  textOffset: u64,
  imageSize: u64,
  flags: u64,
  own: fc.tuple(u64, u64, u64),
  peHeader: u32,
});

describe.each(Object.entries(LINUX_IMAGE))('the header of an Image of %s', (name, kind) => {
  const others = Object.values(LINUX_IMAGE).filter((other) => other !== kind);

  it('is read as it was written, and is nobody else’s', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const bytes = serialiseLinuxImage(header, kind);
        expect(bytes).toHaveLength(LINUX_IMAGE_HEADER_SIZE);
        expect(parseLinuxImage(bytes, kind)).toEqual(header);
        expect(isLinuxImage(bytes, kind)).toBe(true);
        for (const other of others) expect(isLinuxImage(bytes, other)).toBe(false);
      }),
    );
  });

  it('says what stands where its magic should be, and where it is cut off', () => {
    expect(() => parseLinuxImage(new Uint8Array(64), kind)).toThrow(kind.magicText);
    expect(() => parseLinuxImage(new Uint8Array(60).subarray(0, 58), kind)).toThrow(FormatError);
    expect(isLinuxImage(new Uint8Array(63), kind)).toBe(false);
    expect(kind.format).toContain(name);
  });
});
