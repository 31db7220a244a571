import { bytes as raw, u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { entryShape, growingEntryShape, wordHead, type EntryOf } from './entry.js';
import { listTable, type ListTable } from './table-shape.js';

const fields = {
  reserved: u32,
};

const shapes = [
  growingEntryShape(
    0,
    'address-range',
    layout({
      rangeIndex: u16,
      flags: u16,
      reserved: u32,
      proximityDomain: u32,
      /** What the range is for, a GUID. */
      type: raw(16),
      base: u64,
      length: u64,
      /** UEFI memory attributes. */
      attributes: u64,
      /** From ACPI 6.4. */
      locationCookie: u64,
    }),
    52,
  ),
  entryShape(
    1,
    'region-mapping',
    layout({
      deviceHandle: u32,
      physicalId: u16,
      regionId: u16,
      rangeIndex: u16,
      controlIndex: u16,
      regionSize: u64,
      regionOffset: u64,
      physicalBase: u64,
      interleaveIndex: u16,
      interleaveWays: u16,
      flags: u16,
      reserved: u16,
    }),
  ),
  /** Offsets of the lines, four bytes each, follow in `rest`. */
  entryShape(2, 'interleave', layout({ index: u16, reserved: u16, lineCount: u32, lineSize: u32 })),
  entryShape(3, 'smbios', layout({ reserved: u32 })),
  /** Addresses of the flush hints, eight bytes each, follow in `rest`. */
  entryShape(6, 'flush-hints', layout({ deviceHandle: u32, hintCount: u16, reserved: raw(6) })),
  entryShape(
    7,
    'platform-capabilities',
    layout({ highestValid: u8, reserved1: raw(3), capabilities: u32, reserved2: u32 }),
  ),
] as const;

/** One structure of a NFIT; bytes behind the fields are in `rest`. */
export type NfitEntry = EntryOf<(typeof shapes)[number]>;

/** Non-volatile memory by its modules (ACPI 6.4 section 5.2.25). */
export type Nfit = ListTable<'NFIT', RecordOf<typeof fields>, NfitEntry>;

const shape = listTable<'NFIT', RecordOf<typeof fields>, NfitEntry>('NFIT', layout(fields), wordHead, shapes);

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parseNfit = (bytes: Uint8Array): Nfit => shape.parse(bytes);

/** A NFIT as bytes, with its checksum. */
export const serialiseNfit = (table: Nfit): Uint8Array => shape.serialise(table);
