import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout } from '../layout/layout.js';
import { entryShape, cedtHead, type EntryOf } from './entry.js';
import { entryTable, type EntryTable } from './table-shape.js';

const shapes = [
  entryShape(0, 'host-bridge', layout({ uid: u32, version: u32, reserved: u32, base: u64, size: u64 })),
  /** The UIDs of the interleaved bridges, four bytes each, follow in `rest`. */
  entryShape(
    1,
    'memory-window',
    layout({
      reserved1: u32,
      base: u64,
      size: u64,
      /** 2 to the power of this many ways. */
      interleaveWays: u8,
      interleaveArithmetic: u8,
      reserved2: u16,
      granularity: u32,
      restrictions: u16,
      qosGroup: u16,
    }),
  ),
] as const;

/** One structure of a CEDT; bytes behind the fields are in `rest`. */
export type CedtEntry = EntryOf<(typeof shapes)[number]>;

/** CXL host bridges and the windows to their memory (CXL specification, section 9.17.1). */
export type Cedt = EntryTable<'CEDT', CedtEntry>;

const shape = entryTable<'CEDT', CedtEntry>('CEDT', cedtHead, shapes);

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parseCedt = (bytes: Uint8Array): Cedt => shape.parse(bytes);

/** A CEDT as bytes, with its checksum. */
export const serialiseCedt = (table: Cedt): Uint8Array => shape.serialise(table);
