import { u32 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  serializationHeaderSize: u32,
  reserved: u32,
  /** Of 32 bytes each. */
  instructionCount: u32,
};

/** How errors are kept over a restart (ACPI 6.4 section 18.5); the instructions stay in `rest`. */
export type Erst = FixedTable<'ERST', RecordOf<typeof fields>>;

const shape = fixedTable<'ERST', RecordOf<typeof fields>>('ERST', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseErst = (bytes: Uint8Array): Erst => shape.parse(bytes);

/** An ERST as bytes, with its checksum. */
export const serialiseErst = (table: Erst): Uint8Array => shape.serialise(table);
