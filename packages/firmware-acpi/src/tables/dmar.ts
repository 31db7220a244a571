import { bytes as raw, u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { entryShape, wordHead, type EntryOf } from './entry.js';
import { listTable, type ListTable } from './table-shape.js';

const fields = {
  /** Bits of an address less one. */
  hostAddressWidth: u8,
  flags: u8,
  reserved: raw(10),
};

const shapes = [
  /** Device scopes follow in `rest`, as in all but the affinity and the named device. */
  entryShape(0, 'remapping-unit', layout({ flags: u8, size: u8, segment: u16, base: u64 })),
  /** `limit` is the last byte. */
  entryShape(1, 'reserved-memory', layout({ reserved: u16, segment: u16, base: u64, limit: u64 })),
  entryShape(2, 'root-port-ats', layout({ flags: u8, reserved: u8, segment: u16 })),
  entryShape(3, 'unit-affinity', layout({ reserved: u32, base: u64, proximityDomain: u32 })),
  /** The name of the device follows in `rest`. */
  entryShape(4, 'named-device', layout({ reserved: raw(3), deviceNumber: u8 })),
  entryShape(5, 'integrated-ats', layout({ flags: u8, reserved: u8, segment: u16 })),
  entryShape(6, 'integrated-properties', layout({ reserved: u16, segment: u16 })),
] as const;

/** One structure of a DMAR; bytes behind the fields are in `rest`. */
export type DmarEntry = EntryOf<(typeof shapes)[number]>;

/** The remapping hardware of an Intel machine (VT-d specification, section 8). */
export type Dmar = ListTable<'DMAR', RecordOf<typeof fields>, DmarEntry>;

const shape = listTable<'DMAR', RecordOf<typeof fields>, DmarEntry>('DMAR', layout(fields), wordHead, shapes);

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parseDmar = (bytes: Uint8Array): Dmar => shape.parse(bytes);

/** A DMAR as bytes, with its checksum. */
export const serialiseDmar = (table: Dmar): Uint8Array => shape.serialise(table);
