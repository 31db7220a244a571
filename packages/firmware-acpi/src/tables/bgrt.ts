import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  version: u16,
  /** Bit 0 shown, 2:1 turned by so many quarters. */
  status: u8,
  /** 0 bitmap. */
  imageType: u8,
  imageAddress: u64,
  /** Pixels from the left. */
  offsetX: u32,
  /** Pixels from the top. */
  offsetY: u32,
};

/** The picture that the firmware showed (ACPI 6.4 section 5.2.22). */
export type Bgrt = FixedTable<'BGRT', RecordOf<typeof fields>>;

const shape = fixedTable<'BGRT', RecordOf<typeof fields>>('BGRT', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseBgrt = (bytes: Uint8Array): Bgrt => shape.parse(bytes);

/** A BGRT as bytes, with its checksum. */
export const serialiseBgrt = (table: Bgrt): Uint8Array => shape.serialise(table);
