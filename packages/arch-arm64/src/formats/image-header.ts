import { ByteReader, ByteWriter } from '@warmboot/format';

const FORMAT = 'arm64 Image';

/** Bytes of the header. */
export const IMAGE_HEADER_SIZE = 64;

/** `ARM\x64` at offset 56, little-endian whatever the kernel is. */
export const IMAGE_MAGIC = 0x644d_5241;

/**
 * The 64 bytes before every arm64 kernel. All fields are little-endian.
 *
 * ```text
 *   0  code0        first instruction; its bytes read `MZ` when there is an EFI stub
 *   4  code1        branch to the real entry
 *   8  text_offset  bytes from a 2 MiB boundary to the image
 *  16  image_size   bytes that the image needs, BSS included; 0 before Linux 3.17
 *  24  flags        bit 0 big-endian, bits 1-2 page size, bit 3 may lie anywhere
 *  32  res2 res3 res4
 *  56  magic        `ARM\x64`
 *  60  res5         file offset of the PE header, 0 without an EFI stub
 * ```
 *
 * Documentation/arm64/booting.rst, "Call the kernel image"; arch/arm64/include/asm/image.h; spec 1.1.
 */
export interface ImageHeader {
  readonly code0: number;
  readonly code1: number;
  readonly textOffset: bigint;
  readonly imageSize: bigint;
  readonly flags: bigint;
  readonly reserved: readonly [bigint, bigint, bigint];
  readonly peHeader: number;
}

/** Whether the magic is there; anything shorter than a header is not an Image. */
export const isImage = (bytes: Uint8Array): boolean =>
  bytes.length >= IMAGE_HEADER_SIZE &&
  new ByteReader(bytes, FORMAT, 'little').u32(56, 'magic') === IMAGE_MAGIC;

/** @throws FormatError when the header is cut off or the magic is missing */
export const parseImageHeader = (bytes: Uint8Array): ImageHeader => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const magic = reader.u32(56, 'magic');
  if (magic !== IMAGE_MAGIC) {
    throw reader.fault(56, 'magic', `0x${magic.toString(16)}`, `0x${IMAGE_MAGIC.toString(16)} ("ARM\\x64")`);
  }
  return {
    code0: reader.u32(0, 'code0'),
    code1: reader.u32(4, 'code1'),
    textOffset: reader.u64(8, 'text_offset'),
    imageSize: reader.u64(16, 'image_size'),
    flags: reader.u64(24, 'flags'),
    reserved: [reader.u64(32, 'res2'), reader.u64(40, 'res3'), reader.u64(48, 'res4')],
    peHeader: reader.u32(60, 'res5'),
  };
};

/** The 64 bytes of a header. */
export const serialiseImageHeader = (header: ImageHeader): Uint8Array => {
  const writer = new ByteWriter('little', IMAGE_HEADER_SIZE)
    .u32(header.code0)
    .u32(header.code1)
    .u64(header.textOffset)
    .u64(header.imageSize)
    .u64(header.flags);
  for (const word of header.reserved) writer.u64(word);
  return writer.u32(IMAGE_MAGIC).u32(header.peHeader).toBytes();
};

/** What the flags of a header say (spec 1.2). */
export interface ImageFlags {
  readonly bigEndian: boolean;
  /** Bytes; undefined for a kernel that does not say. */
  readonly pageSize: number | undefined;
  /** Bit 3: any 2 MiB boundary will do. Otherwise the start of DRAM is best, and memory below is lost. */
  readonly anywhere: boolean;
}

const PAGE_SIZES: readonly (number | undefined)[] = [undefined, 4096, 16_384, 65_536];

/** The flags word that says so; a page size that no header can tell is left out. */
export const headerFlags = ({ bigEndian, pageSize, anywhere }: ImageFlags): bigint =>
  BigInt((bigEndian ? 1 : 0) | (Math.max(0, PAGE_SIZES.indexOf(pageSize)) << 1) | (anywhere ? 8 : 0));

/** The flags of a header, taken apart (spec 1.1). */
export const imageFlags = (flags: bigint): ImageFlags => ({
  bigEndian: (flags & 1n) !== 0n,
  pageSize: PAGE_SIZES[Number((flags >> 1n) & 3n)],
  anywhere: (flags & 8n) !== 0n,
});
