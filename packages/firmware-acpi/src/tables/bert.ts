import { u32, u64 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  /** Bytes of the region. */
  regionLength: u32,
  region: u64,
};

/** Where errors of the last run are told (ACPI 6.4 section 18.3.1). */
export type Bert = FixedTable<'BERT', RecordOf<typeof fields>>;

const shape = fixedTable<'BERT', RecordOf<typeof fields>>('BERT', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseBert = (bytes: Uint8Array): Bert => shape.parse(bytes);

/** A BERT as bytes, with its checksum. */
export const serialiseBert = (table: Bert): Uint8Array => shape.serialise(table);
