import { FormatError } from '@warmboot/format';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  IMAGE_HEADER_SIZE,
  imageFlags,
  imageFormat,
  isArm64Image,
  parseImageHeader,
  serialiseImageHeader,
  type ImageHeader,
} from '../src/index.js';
import { traces } from './recorded.js';

const header: ImageHeader = {
  code0: 0x5a4d,
  code1: 0x1400_0000,
  textOffset: 0n,
  imageSize: 0x4f_0000n,
  flags: 0x0an,
  reserved: [0n, 0n, 0n],
  peHeader: 64,
};

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('the header of an Image', () => {
  test('arm64 1.1: the magic is at offset 56, everything is little-endian', () => {
    const bytes = serialiseImageHeader(header);
    expect(bytes).toHaveLength(IMAGE_HEADER_SIZE);
    expect([...bytes.subarray(56, 60)]).toEqual([0x41, 0x52, 0x4d, 0x64]);
    expect([...bytes.subarray(16, 24)]).toEqual([0, 0, 0x4f, 0, 0, 0, 0, 0]);
  });

  test('arm64 1.1: what is written is read back', () => {
    fc.assert(
      fc.property(
        fc.record({
          code0: u32,
          code1: u32,
          textOffset: u64,
          imageSize: u64,
          flags: u64,
          reserved: fc.tuple(u64, u64, u64),
          peHeader: u32,
        }),
        (written) => {
          expect(parseImageHeader(serialiseImageHeader(written))).toEqual(written);
        },
      ),
    );
  });

  test.each([
    [0x0an, 4096],
    [0x0cn, 16_384],
    [0x0en, 65_536],
    [0x08n, undefined],
  ])('arm64 1.2: flags %s mean pages of %s bytes anywhere', (flags, pageSize) => {
    expect(imageFlags(flags)).toEqual({ bigEndian: false, pageSize, anywhere: true });
  });

  test('arm64 1.2: bit 0 is a big-endian kernel, without bit 3 it wants the start of DRAM', () => {
    expect(imageFlags(1n)).toEqual({ bigEndian: true, pageSize: undefined, anywhere: false });
  });
});

describe('Image as a kernel format', () => {
  test('arm64 1.3: an image_size of 0 means a text_offset of 512 KiB, whatever the header says', () => {
    const old = serialiseImageHeader({ ...header, imageSize: 0n, textOffset: 0x1234n });
    expect(imageFormat.parse(old)).toMatchObject({ textOffset: 0x8_0000, imageSize: 0 });
  });

  test('arm64 1.4: other files are not recognised, with a reason', () => {
    expect(imageFormat.recognise(serialiseImageHeader(header)).ok).toBe(true);
    for (const bytes of [new Uint8Array(0), new Uint8Array(63), new Uint8Array(64)]) {
      expect(imageFormat.recognise(bytes)).toMatchObject({ ok: false, errno: 'EINVAL' });
    }
  });

  test('arm64 1.1: a header that is cut off or impossible is a FormatError that names the field', () => {
    expect(() => imageFormat.parse(serialiseImageHeader(header).subarray(0, 60))).toThrow(/res5/);
    const huge = serialiseImageHeader({ ...header, imageSize: 1n << 60n });
    expect(() => imageFormat.parse(huge)).toThrow(/image_size/);
  });

  test.each(traces.map((trace) => [trace.name, trace] as const))(
    'arm64 1.2: %s ran a 4K kernel',
    (_, trace) => {
      const kernel = imageFormat.fromRecord(trace.kernel_image);
      expect(isArm64Image(kernel) && [kernel.pageSize, kernel.imageSize]).toEqual([4096, 0x4f_0000]);
    },
  );

  test.each([
    ['text_offset', 'x'],
    ['image_size', -1],
    ['flags', 0.5],
    ['file_size', undefined],
  ])('a recorded %s of %s is a FormatError', (field, value) => {
    const record = { text_offset: 0, image_size: 4096, flags: 10, file_size: 64, [field]: value };
    expect(() => imageFormat.fromRecord(record)).toThrow(FormatError);
  });
});
