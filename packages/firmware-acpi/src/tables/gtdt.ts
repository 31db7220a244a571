import { ByteWriter } from '@warmboot/format';
import { u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import {
  entryShape,
  readEntries,
  writeEntries,
  type EntryHead,
  type EntryOf,
  type UnknownEntry,
} from './entry.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const fields = {
  /** Physical address of the counter control frame; all ones when there is none. */
  counterControlBase: u64,
  reserved: u32,
  secureEl1Gsi: u32,
  secureEl1Flags: u32,
  nonSecureEl1Gsi: u32,
  nonSecureEl1Flags: u32,
  virtualGsi: u32,
  virtualFlags: u32,
  el2Gsi: u32,
  el2Flags: u32,
  counterReadBase: u64,
  platformTimerCount: u32,
  /** From the start of the table; 0 when there are no platform timers. */
  platformTimerOffset: u32,
};
/** From table revision 3 (ACPI 6.3). */
const virtualEl2Fields = { virtualEl2Gsi: u32, virtualEl2Flags: u32 };

const body = layout(fields);
const virtualEl2 = layout(virtualEl2Fields);

/** `type u8, length u16`. */
const head: EntryHead = {
  size: 3,
  read: (reader, offset, name) => ({
    type: reader.u8(offset, `${name}.type`),
    length: reader.u16(offset + 1, `${name}.length`),
  }),
  write: (writer, type, length) => void writer.u8(type).u16(length),
};

/** The frames of a block (40 bytes each) stay in `rest`. */
const block = entryShape(
  0,
  'timer-block',
  layout({ reserved: u8, base: u64, frameCount: u32, frameOffset: u32 }),
);
const watchdog = entryShape(
  1,
  'watchdog',
  layout({ reserved: u8, refreshFrame: u64, controlFrame: u64, gsi: u32, flags: u32 }),
);
const shapes = [block, watchdog];

/** A platform timer of a GTDT. */
export type GtdtTimer = EntryOf<typeof block> | EntryOf<typeof watchdog> | UnknownEntry;

/** Timers of an arm64 machine (Generic Timer Description Table, ACPI 6.4 section 5.2.24). */
export type Gtdt = Omit<RecordOf<typeof fields>, 'platformTimerCount' | 'platformTimerOffset'> & {
  readonly kind: 'GTDT';
  readonly header: TableHeader;
  readonly virtualEl2?: RecordOf<typeof virtualEl2Fields>;
  /** Bytes between the fields and the first platform timer, in tables that have some. */
  readonly between?: Uint8Array;
  readonly platformTimers: readonly GtdtTimer[];
  /** Where the table says that its timers are, when they are not there: a table without any may say something too. */
  readonly statedTimerOffset?: number;
};

/** @throws FormatError for a broken header, timers outside the table, or a count that does not match them */
export const parseGtdt = (bytes: Uint8Array): Gtdt => {
  const { header, reader } = openTable(bytes, 'GTDT');
  const { platformTimerCount, platformTimerOffset, ...rest } = body.read(reader, TABLE_HEADER_SIZE, 'GTDT');
  const fixed = TABLE_HEADER_SIZE + body.size;
  // Some tables of ACPI 6.3 still say the place before the fields that it added.
  const isOverlapped = header.revision >= 3 && platformTimerOffset < fixed + virtualEl2.size;
  const place = isOverlapped ? fixed + virtualEl2.size : platformTimerOffset;
  const timersAt = platformTimerCount === 0 ? bytes.length : place;
  if (timersAt < fixed || timersAt > bytes.length) {
    const field = TABLE_HEADER_SIZE + body.offsets.platformTimerOffset;
    throw reader.fault(field, 'platform timers', String(timersAt), `${fixed} to ${bytes.length}`);
  }
  // What is between the fields and the timers begins with those of ACPI 6.3, if it is long enough for them.
  const hasVirtualEl2 = timersAt >= fixed + virtualEl2.size;
  const between = bytes.slice(fixed + (hasVirtualEl2 ? virtualEl2.size : 0), timersAt);
  const platformTimers = readEntries<GtdtTimer>(reader, timersAt, head, shapes);
  if (platformTimers.length !== platformTimerCount) {
    const at = TABLE_HEADER_SIZE + body.offsets.platformTimerCount;
    throw reader.fault(at, 'platformTimerCount', String(platformTimerCount), String(platformTimers.length));
  }
  const stated = platformTimerCount === 0 ? 0 : timersAt;
  return {
    kind: 'GTDT',
    header,
    ...rest,
    ...(hasVirtualEl2 ? { virtualEl2: virtualEl2.read(reader, fixed, 'virtualEl2') } : {}),
    ...(between.length > 0 ? { between } : {}),
    platformTimers,
    ...(stated === platformTimerOffset ? {} : { statedTimerOffset: platformTimerOffset }),
  };
};

/** A GTDT as bytes, with its checksum. */
export const serialiseGtdt = (gtdt: Gtdt): Uint8Array => {
  const writer = new ByteWriter('little');
  const { between = new Uint8Array(), statedTimerOffset } = gtdt;
  const fixed = TABLE_HEADER_SIZE + body.size + (gtdt.virtualEl2 === undefined ? 0 : virtualEl2.size);
  const count = gtdt.platformTimers.length;
  const timersAt = statedTimerOffset ?? (count === 0 ? 0 : fixed + between.length);
  body.write(writer, { ...gtdt, platformTimerCount: count, platformTimerOffset: timersAt });
  if (gtdt.virtualEl2 !== undefined) virtualEl2.write(writer, gtdt.virtualEl2);
  writer.bytes(between);
  writeEntries(writer, head, shapes, gtdt.platformTimers, () => new ByteWriter('little', 64));
  return serialiseTable(gtdt.header, writer.toBytes());
};
