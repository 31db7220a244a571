import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { entryShape, growingEntryShape, byteHead, type EntryOf } from './entry.js';
import { listTable, type ListTable } from './table-shape.js';

const fields = {};

const shapes = [
  /** `parent` is an offset in the table, 0 for none. Offsets of private resources, four bytes each, follow in `rest`. */
  entryShape(
    0,
    'processor',
    layout({ reserved: u16, flags: u32, parent: u32, processorUid: u32, resourceCount: u32 }),
  ),
  growingEntryShape(
    1,
    'cache',
    layout({
      reserved: u16,
      /** Which of the fields below are valid. */
      flags: u32,
      nextLevel: u32,
      /** Bytes. */
      size: u32,
      sets: u32,
      associativity: u8,
      attributes: u8,
      /** Bytes. */
      lineSize: u16,
      /** From table revision 3. */
      cacheId: u32,
    }),
    22,
  ),
  entryShape(
    2,
    'identity',
    layout({ reserved: u16, vendor: u32, level1: u64, level2: u64, major: u16, minor: u16, spin: u16 }),
  ),
] as const;

/** One structure of a PPTT; bytes behind the fields are in `rest`. */
export type PpttEntry = EntryOf<(typeof shapes)[number]>;

/** How processors share caches and packages (ACPI 6.4 section 5.2.30). */
export type Pptt = ListTable<'PPTT', RecordOf<typeof fields>, PpttEntry>;

const shape = listTable<'PPTT', RecordOf<typeof fields>, PpttEntry>('PPTT', layout(fields), byteHead, shapes);

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parsePptt = (bytes: Uint8Array): Pptt => shape.parse(bytes);

/** A PPTT as bytes, with its checksum. */
export const serialisePptt = (table: Pptt): Uint8Array => shape.serialise(table);
