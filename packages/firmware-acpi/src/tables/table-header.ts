import { ByteReader, ByteWriter, type FormatError } from '@warmboot/format';
import { text, u32, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { byteSum, checksumFor } from './checksum.js';

const fields = {
  signature: text(4),
  length: u32,
  revision: u8,
  checksum: u8,
  oemId: text(6),
  oemTableId: text(8),
  oemRevision: u32,
  creatorId: text(4),
  creatorRevision: u32,
};

const wireHeader = layout(fields);

/**
 * What every table says about itself (ACPI 6.4 section 5.2.6, 36 bytes). Length and checksum are not here: they
 * follow from the bytes and are computed when the table is written.
 */
export type TableHeader = Omit<RecordOf<typeof fields>, 'length' | 'checksum'>;

/** Bytes of the common header. */
export const TABLE_HEADER_SIZE = wireHeader.size;

const CHECKSUM_OFFSET = wireHeader.offsets.checksum;

/** A table whose header was read and whose length and byte sum were found right. */
export interface OpenTable {
  readonly header: TableHeader;
  /** Reads at offsets from the start of the table. */
  readonly reader: ByteReader;
}

const printable = (signature: string): string => JSON.stringify(signature);

/**
 * Reads the common header and checks the signature, the length and the byte sum.
 * @param signature the signature that must be there; any when absent
 * @throws FormatError for another signature, a length that is not that of `bytes`, a wrong byte sum
 */
export const openTable = (bytes: Uint8Array, signature?: string): OpenTable => {
  const reader = new ByteReader(bytes, signature ?? 'ACPI table', 'little');
  const { length, checksum: _checksum, ...header } = wireHeader.read(reader, 0, 'header');
  if (signature !== undefined && header.signature !== signature) {
    throw reader.fault(0, 'signature', printable(header.signature), printable(signature));
  }
  if (length !== bytes.length) {
    const allowed = `${bytes.length}, the size of the input`;
    throw reader.fault(wireHeader.offsets.length, 'length', String(length), allowed);
  }
  const fault = checksumFault(reader);
  if (fault !== undefined) throw fault;
  return { header, reader };
};

/** What is wrong with the byte sum of a whole table; undefined when it is 0. */
const checksumFault = (reader: ByteReader): FormatError | undefined => {
  const sum = byteSum(reader.bytes);
  if (sum === 0) return undefined;
  const checksum = reader.u8(CHECKSUM_OFFSET, 'checksum');
  const right = (checksum - sum) & 0xff;
  return reader.fault(CHECKSUM_OFFSET, 'checksum', `0x${checksum.toString(16)}`, `0x${right.toString(16)}`);
};

/**
 * A copy of a table that sums to zero. ACPICA takes a wrong sum for a warning; whoever wants that says where it goes.
 * @param onWrong receives the fault of a wrong sum; when absent the sum stays as it is and parsers refuse it
 */
export const withRightChecksum = (
  bytes: Uint8Array,
  onWrong: ((fault: FormatError) => void) | undefined,
): Uint8Array => {
  const copy = bytes.slice();
  if (onWrong === undefined || copy.length < TABLE_HEADER_SIZE) return copy;
  const fault = checksumFault(new ByteReader(copy, 'ACPI table', 'little'));
  if (fault === undefined) return copy;
  onWrong(fault);
  copy[CHECKSUM_OFFSET] = 0;
  copy[CHECKSUM_OFFSET] = checksumFor(copy);
  return copy;
};

/** Reads the common header alone, after the same checks as every table parser. */
export const parseTableHeader = (bytes: Uint8Array): TableHeader => openTable(bytes).header;

/** Puts the header in front of `body` and fills in length and checksum. */
export const serialiseTable = (header: TableHeader, body: Uint8Array): Uint8Array => {
  const writer = new ByteWriter('little', TABLE_HEADER_SIZE + body.length);
  wireHeader.write(writer, { ...header, length: TABLE_HEADER_SIZE + body.length, checksum: 0 });
  const table = writer.bytes(body).toBytes();
  table[CHECKSUM_OFFSET] = checksumFor(table);
  return table;
};
