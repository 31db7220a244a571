import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

/** A table that holds AML: the DSDT or one of any number of SSDTs (ACPI 6.4 section 5.2.11). */
export interface DefinitionBlock {
  readonly kind: 'DSDT' | 'SSDT';
  readonly header: TableHeader;
  readonly aml: Uint8Array;
}

/** @throws FormatError for a broken header or a table that is neither DSDT nor SSDT */
export const parseDefinitionBlock = (bytes: Uint8Array): DefinitionBlock => {
  const { header, reader } = openTable(bytes);
  const { signature } = header;
  if (signature !== 'DSDT' && signature !== 'SSDT') {
    throw reader.fault(0, 'signature', JSON.stringify(signature), '"DSDT" or "SSDT"');
  }
  return { kind: signature, header, aml: bytes.slice(TABLE_HEADER_SIZE) };
};

/** A DSDT or SSDT as bytes, with its checksum. */
export const serialiseDefinitionBlock = ({ header, aml }: DefinitionBlock): Uint8Array =>
  serialiseTable(header, aml);
