import { ByteReader, ByteWriter } from '@warmboot/format';

const FORMAT = 'riscv64 Image';

/** Bytes of the header. */
export const IMAGE_HEADER_SIZE = 64;

/** `RSC\x05` at offset 56. */
export const IMAGE_MAGIC2 = 0x0543_5352;

/** `RISCV\0\0\0` at offset 48: superseded by {@link IMAGE_MAGIC2} and still written. */
export const IMAGE_MAGIC = 0x56_4353_4952n;

/** Major version in the high half, minor in the low one: magic2 counts from 0.2 on. */
export const IMAGE_VERSION = 2;

/**
 * The 64 bytes before every riscv64 kernel, little-endian.
 *
 * ```text
 *   0  code0        first instruction; its bytes read `MZ` when there is an EFI stub
 *   4  code1        jump to the real entry
 *   8  text_offset  what the image's place is a multiple of: 2 MiB on rv64
 *  16  image_size   bytes that the image needs, BSS included
 *  24  flags        bit 0: big-endian
 *  32  version      minor in the low half, major in the high one
 *  36  res1
 *  40  res2
 *  48  magic        `RISCV`, deprecated
 *  56  magic2       `RSC\x05`
 *  60  res3         file offset of the PE header, 0 without an EFI stub
 * ```
 *
 * Documentation/arch/riscv/boot-image-header.rst
 */
export interface ImageHeader {
  readonly code0: number;
  readonly code1: number;
  readonly textOffset: bigint;
  readonly imageSize: bigint;
  readonly flags: bigint;
  readonly version: number;
  readonly peHeader: number;
}

/** What kexec-tools asks of a file: a header of version 0.2 or later, with magic2. kexec/arch/riscv/image-header.h */
export const isImage = (bytes: Uint8Array): boolean => {
  if (bytes.length < IMAGE_HEADER_SIZE) return false;
  const reader = new ByteReader(bytes, FORMAT, 'little');
  return reader.u32(32, 'version') >= IMAGE_VERSION && reader.u32(56, 'magic2') === IMAGE_MAGIC2;
};

/** @throws FormatError when the header is cut off, too old, or has no magic */
export const parseImageHeader = (bytes: Uint8Array): ImageHeader => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const magic = reader.u32(56, 'magic2');
  if (magic !== IMAGE_MAGIC2) {
    throw reader.fault(
      56,
      'magic2',
      `0x${magic.toString(16)}`,
      `0x${IMAGE_MAGIC2.toString(16)} ("RSC\\x05")`,
    );
  }
  const version = reader.u32(32, 'version');
  if (version < IMAGE_VERSION) {
    throw reader.fault(32, 'version', `0x${version.toString(16)}`, 'version 0.2 or later');
  }
  return {
    code0: reader.u32(0, 'code0'),
    code1: reader.u32(4, 'code1'),
    textOffset: reader.u64(8, 'text_offset'),
    imageSize: reader.u64(16, 'image_size'),
    flags: reader.u64(24, 'flags'),
    version,
    peHeader: reader.u32(60, 'res3'),
  };
};

/** The 64 bytes of a header. */
export const serialiseImageHeader = (header: ImageHeader): Uint8Array =>
  new ByteWriter('little', IMAGE_HEADER_SIZE)
    .u32(header.code0)
    .u32(header.code1)
    .u64(header.textOffset)
    .u64(header.imageSize)
    .u64(header.flags)
    .u32(header.version)
    .u32(0)
    .u64(0n)
    .u64(IMAGE_MAGIC)
    .u32(IMAGE_MAGIC2)
    .u32(header.peHeader)
    .toBytes();
