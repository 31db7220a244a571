import { ByteWriter } from '@warmboot/format';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

/** Addresses of the other tables, 32 bits each (ACPI 6.4 section 5.2.7). DSDT and FACS are reached through the FADT. */
export interface Rsdt {
  readonly kind: 'RSDT';
  readonly header: TableHeader;
  readonly tables: readonly number[];
}

/** Addresses of the other tables, 64 bits each and not aligned (ACPI 6.4 section 5.2.8). */
export interface Xsdt {
  readonly kind: 'XSDT';
  readonly header: TableHeader;
  readonly tables: readonly bigint[];
}

const entryOffsets = (bytes: Uint8Array, signature: string, width: number) => {
  const { header, reader } = openTable(bytes, signature);
  const room = bytes.length - TABLE_HEADER_SIZE;
  if (room % width !== 0) {
    const allowed = `${TABLE_HEADER_SIZE} plus a multiple of ${width}`;
    throw reader.fault(4, 'length', String(bytes.length), allowed);
  }
  const offsets = Array.from({ length: room / width }, (_, index) => TABLE_HEADER_SIZE + index * width);
  return { header, reader, offsets };
};

/** @throws FormatError for a broken header or a length that is not a whole number of entries */
export const parseRsdt = (bytes: Uint8Array): Rsdt => {
  const { header, reader, offsets } = entryOffsets(bytes, 'RSDT', 4);
  return { kind: 'RSDT', header, tables: offsets.map((at) => reader.u32(at, 'entry')) };
};

/** @throws FormatError for a broken header or a length that is not a whole number of entries */
export const parseXsdt = (bytes: Uint8Array): Xsdt => {
  const { header, reader, offsets } = entryOffsets(bytes, 'XSDT', 8);
  return { kind: 'XSDT', header, tables: offsets.map((at) => reader.u64(at, 'entry')) };
};

/** An RSDT as bytes, with its checksum. */
export const serialiseRsdt = ({ header, tables }: Rsdt): Uint8Array => {
  const writer = new ByteWriter('little');
  for (const address of tables) writer.u32(address);
  return serialiseTable(header, writer.toBytes());
};

/** An XSDT as bytes, with its checksum. */
export const serialiseXsdt = ({ header, tables }: Xsdt): Uint8Array => {
  const writer = new ByteWriter('little');
  for (const address of tables) writer.u64(address);
  return serialiseTable(header, writer.toBytes());
};
