import {
  isLinuxImage,
  LINUX_IMAGE,
  LINUX_IMAGE_HEADER_SIZE,
  parseLinuxImage,
  serialiseLinuxImage,
  type LinuxImageHeader,
} from '@warmboot/boot-image';

const KIND = LINUX_IMAGE.arm64;

/** Bytes of the header. */
export const IMAGE_HEADER_SIZE = LINUX_IMAGE_HEADER_SIZE;

/** `ARM\x64` at offset 56, little-endian whatever the kernel is. */
export const IMAGE_MAGIC = KIND.magic;

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
export interface ImageHeader extends Omit<LinuxImageHeader, 'own'> {
  readonly reserved: readonly [bigint, bigint, bigint];
}

/** Whether the magic is there; anything shorter than a header is not an Image. */
export const isImage = (bytes: Uint8Array): boolean => isLinuxImage(bytes, KIND);

/** @throws FormatError when the header is cut off or the magic is missing */
export const parseImageHeader = (bytes: Uint8Array): ImageHeader => {
  const { own, ...header } = parseLinuxImage(bytes, KIND);
  return { ...header, reserved: own };
};

/** The 64 bytes of a header. */
export const serialiseImageHeader = ({ reserved, ...header }: ImageHeader): Uint8Array =>
  serialiseLinuxImage({ ...header, own: reserved }, KIND);

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
