import { ByteReader, ByteWriter } from '@warmboot/format';

/** Bytes of the header. */
export const LINUX_IMAGE_HEADER_SIZE = 64;

/** An architecture whose kernels begin with the header. */
export interface LinuxImageKind {
  /** What to call it in messages. */
  readonly format: string;
  /** The word at offset 56, and how it reads as text. */
  readonly magic: number;
  readonly magicText: string;
  /** What the architecture's documentation calls that word, and the one behind it. */
  readonly fields: { readonly magic: string; readonly peHeader: string };
}

/** The architectures that have it: Documentation/arch/arm64/booting.rst, Documentation/arch/riscv/boot-image-header.rst */
export const LINUX_IMAGE = {
  arm64: {
    format: 'arm64 Image',
    magic: 0x644d_5241,
    magicText: String.raw`ARM\x64`,
    fields: { magic: 'magic', peHeader: 'res5' },
  },
  riscv64: {
    format: 'riscv64 Image',
    magic: 0x0543_5352,
    magicText: String.raw`RSC\x05`,
    fields: { magic: 'magic2', peHeader: 'res3' },
  },
} as const satisfies Readonly<Record<string, LinuxImageKind>>;

/**
 * The 64 bytes before a kernel that is no ELF and no bzImage, little-endian whatever the kernel is.
 *
 * ```text
 *   0  code0        first instruction; its bytes read `MZ` when there is an EFI stub
 *   4  code1        branch to the real entry
 *   8  text_offset  where the image lies, as the architecture has it
 *  16  image_size   bytes that the image needs, BSS included
 *  24  flags        bit 0: big-endian
 *  32  own          three words that each architecture uses in its own way
 *  56  magic        of the architecture
 *  60  pe_header    file offset of the PE header, 0 without an EFI stub
 * ```
 */
export interface LinuxImageHeader {
  readonly code0: number;
  readonly code1: number;
  readonly textOffset: bigint;
  readonly imageSize: bigint;
  readonly flags: bigint;
  readonly own: readonly [bigint, bigint, bigint];
  readonly peHeader: number;
}

const MAGIC_AT = 56;

/** Whether the magic is there; anything shorter than a header is no such image. */
export const isLinuxImage = (bytes: Uint8Array, { format, magic }: LinuxImageKind): boolean =>
  bytes.length >= LINUX_IMAGE_HEADER_SIZE &&
  new ByteReader(bytes, format, 'little').u32(MAGIC_AT, 'magic') === magic;

/** @throws FormatError when the header is cut off or the magic is missing */
export const parseLinuxImage = (bytes: Uint8Array, kind: LinuxImageKind): LinuxImageHeader => {
  const { format, magic, magicText, fields } = kind;
  const reader = new ByteReader(bytes, format, 'little');
  const found = reader.u32(MAGIC_AT, fields.magic);
  if (found !== magic) {
    const allowed = `0x${magic.toString(16)} ("${magicText}")`;
    throw reader.fault(MAGIC_AT, fields.magic, `0x${found.toString(16)}`, allowed);
  }
  return {
    code0: reader.u32(0, 'code0'),
    code1: reader.u32(4, 'code1'),
    textOffset: reader.u64(8, 'text_offset'),
    imageSize: reader.u64(16, 'image_size'),
    flags: reader.u64(24, 'flags'),
    own: [reader.u64(32, 'own'), reader.u64(40, 'own'), reader.u64(48, 'own')],
    peHeader: reader.u32(60, fields.peHeader),
  };
};

/** The 64 bytes of a header. */
export const serialiseLinuxImage = (header: LinuxImageHeader, { magic }: LinuxImageKind): Uint8Array => {
  const writer = new ByteWriter('little', LINUX_IMAGE_HEADER_SIZE)
    .u32(header.code0)
    .u32(header.code1)
    .u64(header.textOffset)
    .u64(header.imageSize)
    .u64(header.flags);
  for (const word of header.own) writer.u64(word);
  return writer.u32(magic).u32(header.peHeader).toBytes();
};
