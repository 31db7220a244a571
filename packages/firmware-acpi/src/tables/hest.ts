import { u32 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  sourceCount: u32,
};

/** The head of the list of hardware error sources (ACPI 6.4 section 18.3.2); the sources stay in `rest`. */
export type Hest = FixedTable<'HEST', RecordOf<typeof fields>>;

const shape = fixedTable<'HEST', RecordOf<typeof fields>>('HEST', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseHest = (bytes: Uint8Array): Hest => shape.parse(bytes);

/** A HEST as bytes, with its checksum. */
export const serialiseHest = (table: Hest): Uint8Array => shape.serialise(table);
