import { bytes as raw, u32, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  injectionHeaderSize: u32,
  flags: u8,
  reserved: raw(3),
  /** Of 32 bytes each. */
  instructionCount: u32,
};

/** How errors are made for a test (ACPI 6.4 section 18.6); the instructions stay in `rest`. */
export type Einj = FixedTable<'EINJ', RecordOf<typeof fields>>;

const shape = fixedTable<'EINJ', RecordOf<typeof fields>>('EINJ', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseEinj = (bytes: Uint8Array): Einj => shape.parse(bytes);

/** An EINJ as bytes, with its checksum. */
export const serialiseEinj = (table: Einj): Uint8Array => shape.serialise(table);
