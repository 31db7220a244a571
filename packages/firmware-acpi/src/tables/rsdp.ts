import { ByteReader, ByteWriter } from '@warmboot/format';
import { byteSum, checksumFor } from './checksum.js';

/** The root pointer, the one structure that firmware hands over by address (ACPI 6.4 section 5.2.5). */
export interface Rsdp {
  readonly kind: 'RSDP';
  readonly oemId: string;
  /** 0 for ACPI 1.0 (20 bytes), 2 since ACPI 2.0 (36 bytes). */
  readonly revision: number;
  readonly rsdtAddress: number;
  /** Absent in revision 0. */
  readonly xsdtAddress?: bigint;
  /** The three reserved bytes at the end, when they are not zero. */
  readonly reserved?: Uint8Array;
}

/** Length of revision 0, and of the part that the first checksum covers. */
const LEGACY_SIZE = 20;
const EXTENDED_SIZE = 36;
const SIGNATURE = 'RSD PTR ';

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const checkSum = (reader: ByteReader, covered: number, field: string, offset: number): void => {
  const sum = byteSum(reader.slice(0, covered, field));
  if (sum === 0) return;
  const found = reader.u8(offset, field);
  const right = (found - sum) & 0xff;
  throw reader.fault(offset, field, `0x${found.toString(16)}`, `0x${right.toString(16)}`);
};

/**
 * Reads the root pointer. Bytes after it are not looked at: it is found by scanning memory.
 * @throws FormatError for another signature, a wrong checksum, a length other than 36 in revision 2
 */
export const parseRsdp = (bytes: Uint8Array): Rsdp => {
  const reader = new ByteReader(bytes, 'RSDP', 'little');
  const signature = ascii(reader.slice(0, 8, 'signature'));
  if (signature !== SIGNATURE) {
    throw reader.fault(0, 'signature', JSON.stringify(signature), JSON.stringify(SIGNATURE));
  }
  checkSum(reader, LEGACY_SIZE, 'checksum', 8);
  const legacy = {
    kind: 'RSDP',
    oemId: ascii(reader.slice(9, 6, 'oemId')),
    revision: reader.u8(15, 'revision'),
    rsdtAddress: reader.u32(16, 'rsdtAddress'),
  } as const;
  if (legacy.revision < 2) return legacy;
  const length = reader.u32(20, 'length');
  if (length !== EXTENDED_SIZE) throw reader.fault(20, 'length', String(length), String(EXTENDED_SIZE));
  checkSum(reader, EXTENDED_SIZE, 'extendedChecksum', 32);
  const reserved = reader.slice(33, 3, 'reserved').slice();
  return {
    ...legacy,
    xsdtAddress: reader.u64(24, 'xsdtAddress'),
    ...(reserved.some((byte) => byte !== 0) ? { reserved } : {}),
  };
};

/** Writes the root pointer with both checksums. */
export const serialiseRsdp = (rsdp: Rsdp): Uint8Array => {
  const writer = new ByteWriter('little', EXTENDED_SIZE);
  for (const character of SIGNATURE) writer.u8(character.charCodeAt(0));
  writer.u8(0);
  if (rsdp.oemId.length > 6) throw new TypeError(`'${rsdp.oemId}' is longer than 6 characters`);
  for (let index = 0; index < 6; index++) {
    writer.u8(index < rsdp.oemId.length ? rsdp.oemId.charCodeAt(index) : 0);
  }
  writer.u8(rsdp.revision).u32(rsdp.rsdtAddress);
  if (rsdp.revision >= 2) {
    writer
      .u32(EXTENDED_SIZE)
      .u64(rsdp.xsdtAddress ?? 0n)
      .u8(0);
    writer.bytes(rsdp.reserved ?? new Uint8Array(3));
  }
  const bytes = writer.toBytes();
  bytes[8] = checksumFor(bytes.subarray(0, LEGACY_SIZE));
  if (rsdp.revision >= 2) bytes[32] = checksumFor(bytes);
  return bytes;
};

/** The address the kernel follows: a non-zero XSDT wins over the RSDT from revision 2 on. */
export const rootTableAddress = (rsdp: Rsdp): bigint => {
  const extended = rsdp.revision >= 2 ? (rsdp.xsdtAddress ?? 0n) : 0n;
  return extended !== 0n ? extended : BigInt(rsdp.rsdtAddress);
};
