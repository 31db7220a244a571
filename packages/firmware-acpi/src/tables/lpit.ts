import { u16, u32, u64 } from '../layout/field.js';
import { layout } from '../layout/layout.js';
import { entryShape, longHead, type EntryOf } from './entry.js';
import { genericAddress } from './generic-address.js';
import { entryTable, type EntryTable } from './table-shape.js';

const shapes = [
  entryShape(
    0,
    'native',
    layout({
      id: u16,
      reserved: u16,
      flags: u32,
      entryTrigger: genericAddress,
      /** Microseconds. */
      residency: u32,
      /** Microseconds. */
      latency: u32,
      residencyCounter: genericAddress,
      /** Hertz; 0 for that of the time stamp counter. */
      counterFrequency: u64,
    }),
  ),
] as const;

/** One structure of a LPIT; bytes behind the fields are in `rest`. */
export type LpitEntry = EntryOf<(typeof shapes)[number]>;

/** Low-power states of the whole machine (Intel Low Power S0 Idle, section 3.1). */
export type Lpit = EntryTable<'LPIT', LpitEntry>;

const shape = entryTable<'LPIT', LpitEntry>('LPIT', longHead, shapes);

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parseLpit = (bytes: Uint8Array): Lpit => shape.parse(bytes);

/** A LPIT as bytes, with its checksum. */
export const serialiseLpit = (table: Lpit): Uint8Array => shape.serialise(table);
