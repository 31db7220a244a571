import {
  isLinuxImage,
  LINUX_IMAGE,
  LINUX_IMAGE_HEADER_SIZE,
  parseLinuxImage,
  serialiseLinuxImage,
  type LinuxImageHeader,
} from '@warmboot/boot-image';
import { ByteReader } from '@warmboot/format';

const KIND = LINUX_IMAGE.riscv64;

/** Bytes of the header. */
export const IMAGE_HEADER_SIZE = LINUX_IMAGE_HEADER_SIZE;

/** `RSC\x05` at offset 56. */
export const IMAGE_MAGIC2 = KIND.magic;

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
export interface ImageHeader extends Omit<LinuxImageHeader, 'own'> {
  readonly version: number;
}

const versionOf = ({ own: [word] }: LinuxImageHeader): number => Number(word & 0xffff_ffffn);

/** What kexec-tools asks of a file: a header of version 0.2 or later, with magic2. kexec/arch/riscv/image-header.h */
export const isImage = (bytes: Uint8Array): boolean =>
  isLinuxImage(bytes, KIND) && versionOf(parseLinuxImage(bytes, KIND)) >= IMAGE_VERSION;

/** @throws FormatError when the header is cut off, too old, or has no magic */
export const parseImageHeader = (bytes: Uint8Array): ImageHeader => {
  const header = parseLinuxImage(bytes, KIND);
  const version = versionOf(header);
  if (version < IMAGE_VERSION) {
    const reader = new ByteReader(bytes, KIND.format, 'little');
    throw reader.fault(32, 'version', `0x${version.toString(16)}`, 'version 0.2 or later');
  }
  const { own: _, ...common } = header;
  return { ...common, version };
};

/** The 64 bytes of a header. */
export const serialiseImageHeader = ({ version, ...header }: ImageHeader): Uint8Array =>
  serialiseLinuxImage({ ...header, own: [BigInt(version), 0n, IMAGE_MAGIC] }, KIND);
