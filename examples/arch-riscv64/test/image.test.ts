import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { imageFormat, parseImageHeader, serialiseImageHeader, type ImageHeader } from '../src/index.js';

const header: ImageHeader = {
  code0: 0x5a4d_106f,
  code1: 0x6f,
  textOffset: 0x20_0000n,
  imageSize: 0x170_0000n,
  flags: 0n,
  version: 2,
  peHeader: 64,
};

/** A kernel file of 4 KiB. */
const file = (change: Partial<ImageHeader> = {}): Uint8Array => {
  const bytes = new Uint8Array(4096);
  bytes.set(serialiseImageHeader({ ...header, ...change }));
  return bytes;
};

describe('the header of an Image', () => {
  it('is written where Documentation/arch/riscv/boot-image-header.rst says', () => {
    const view = new DataView(file().buffer);
    expect(view.getBigUint64(8, true)).toBe(0x20_0000n);
    expect(view.getBigUint64(16, true)).toBe(0x170_0000n);
    expect(view.getUint32(32, true)).toBe(2);
    expect(new TextDecoder('latin1').decode(file().subarray(48, 60))).toBe('RISCV\0\0\0RSC\x05');
    expect(view.getUint32(60, true)).toBe(64);
  });

  it('is read back as it was written', () => {
    expect(parseImageHeader(file())).toEqual(header);
    expect(imageFormat.parse(file({ flags: 1n }))).toEqual({
      format: 'Image',
      fileSize: 4096,
      textOffset: 0x20_0000,
      imageSize: 0x170_0000,
      bigEndian: true,
      peHeader: 64,
    });
  });

  it('counts from version 0.2 on, as kexec-tools has it', () => {
    expect(imageFormat.recognise(file()).ok).toBe(true);
    expect(imageFormat.recognise(file({ version: 1 }))).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(() => imageFormat.parse(file({ version: 1 }))).toThrow(FormatError);
  });

  it('aligns to a power of two, which is what its place is computed with', () => {
    expect(() => imageFormat.parse(file({ textOffset: 0x30_0000n }))).toThrow(/text_offset is 0x300000/);
  });
});
