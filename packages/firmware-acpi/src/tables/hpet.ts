import { u16, u32, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { genericAddress } from './generic-address.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  /** Bits 31:16 vendor, 15 legacy replacement, 13 counter of 64 bits, 12:8 comparators less one, 7:0 revision. */
  timerBlockId: u32,
  base: genericAddress,
  sequence: u8,
  /** Ticks between two interrupts at the least, in periodic mode. */
  minimumTick: u16,
  pageProtection: u8,
};

/** The high precision event timer (IA-PC HPET specification 1.0a, section 3.2.4). */
export type Hpet = FixedTable<'HPET', RecordOf<typeof fields>>;

const shape = fixedTable<'HPET', RecordOf<typeof fields>>('HPET', layout(fields));

/** @throws FormatError for a broken header or fields that are cut off */
export const parseHpet = (bytes: Uint8Array): Hpet => shape.parse(bytes);

/** A HPET as bytes, with its checksum. */
export const serialiseHpet = (table: Hpet): Uint8Array => shape.serialise(table);
