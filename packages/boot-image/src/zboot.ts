import { ByteReader } from '@warmboot/format';

const FORMAT = 'EFI zboot';

/** `zimg` at offset 4. */
const TYPE_OFFSET = 4;
const ZIMG = 0x676d_697a;

/**
 * The head of an EFI zboot image: an EFI application that unpacks the kernel it carries.
 * drivers/firmware/efi/libstub/zboot-header.S (arm64 spec 1.4).
 */
export interface ZbootHeader {
  readonly payloadOffset: number;
  /** Bytes of compressed data. */
  readonly payloadSize: number;
  /** `gzip`, `zstd22`, `lzma`, ... */
  readonly compression: string;
  readonly peHeader: number;
}

/** Whether `MZ` and `zimg` are there. */
export const isZboot = (bytes: Uint8Array): boolean =>
  bytes.length >= 0x40 &&
  bytes[0] === 0x4d &&
  bytes[1] === 0x5a &&
  new ByteReader(bytes, FORMAT, 'little').u32(TYPE_OFFSET, 'type') === ZIMG;

/** @throws FormatError for a header that is cut off, or a payload that is not in the file */
export const parseZboot = (bytes: Uint8Array): ZbootHeader => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const type = reader.u32(TYPE_OFFSET, 'type');
  if (type !== ZIMG) throw reader.fault(TYPE_OFFSET, 'type', `0x${type.toString(16)}`, '"zimg"');
  const name = reader.slice(0x18, 0x20, 'compression');
  return {
    payloadOffset: reader.u32(0x08, 'payload offset'),
    payloadSize: reader.u32(0x0c, 'payload size'),
    compression: String.fromCharCode(...name).replace(/\0[\s\S]*$/, ''),
    peHeader: reader.u32(0x3c, 'PE header offset'),
  };
};

/** The compressed kernel. @throws FormatError when the file ends before it */
export const zbootPayload = (bytes: Uint8Array, { payloadOffset, payloadSize }: ZbootHeader): Uint8Array =>
  new ByteReader(bytes, FORMAT, 'little').slice(payloadOffset, payloadSize, 'the payload');
