import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

/** A table this package gives no fields for: the header is typed, the rest is kept as it is. */
export interface UnknownTable {
  readonly kind: 'unknown';
  readonly header: TableHeader;
  readonly body: Uint8Array;
}

/** @throws FormatError for a broken header */
export const parseUnknownTable = (bytes: Uint8Array): UnknownTable => ({
  kind: 'unknown',
  header: openTable(bytes).header,
  body: bytes.slice(TABLE_HEADER_SIZE),
});

/** A table of an unknown kind as bytes, with its checksum. */
export const serialiseUnknownTable = ({ header, body }: UnknownTable): Uint8Array =>
  serialiseTable(header, body);
