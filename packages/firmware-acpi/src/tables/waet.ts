import { u32 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  /** Bit 0 the RTC needs no acknowledgement, 1 one read of the PM timer is enough. */
  flags: u32,
};

/** What an emulated platform does better than a real one (Microsoft Windows ACPI Emulated Devices Table). */
export type Waet = FixedTable<'WAET', RecordOf<typeof fields>>;

const shape = fixedTable<'WAET', RecordOf<typeof fields>>('WAET', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseWaet = (bytes: Uint8Array): Waet => shape.parse(bytes);

/** A WAET as bytes, with its checksum. */
export const serialiseWaet = (table: Waet): Uint8Array => shape.serialise(table);
