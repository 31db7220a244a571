import { ByteReader, ByteWriter } from '@warmboot/format';
import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { genericAddress } from './generic-address.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

/** The fields after the header, in the order of ACPI 6.4 table 5.9. Later revisions append. */
const fields = {
  firmwareControl: u32,
  dsdt: u32,
  reserved1: u8,
  preferredPmProfile: u8,
  sciInterrupt: u16,
  smiCommand: u32,
  acpiEnable: u8,
  acpiDisable: u8,
  s4BiosRequest: u8,
  pstateControl: u8,
  pm1aEventBlock: u32,
  pm1bEventBlock: u32,
  pm1aControlBlock: u32,
  pm1bControlBlock: u32,
  pm2ControlBlock: u32,
  pmTimerBlock: u32,
  gpe0Block: u32,
  gpe1Block: u32,
  pm1EventLength: u8,
  pm1ControlLength: u8,
  pm2ControlLength: u8,
  pmTimerLength: u8,
  gpe0Length: u8,
  gpe1Length: u8,
  gpe1Base: u8,
  cstateControl: u8,
  c2Latency: u16,
  c3Latency: u16,
  flushSize: u16,
  flushStride: u16,
  dutyOffset: u8,
  dutyWidth: u8,
  dayAlarm: u8,
  monthAlarm: u8,
  century: u8,
  bootArchitecture: u16,
  reserved2: u8,
  /** See {@link FADT_FLAG}. End of revision 1 (116 bytes). */
  flags: u32,
  resetRegister: genericAddress,
  resetValue: u8,
  /** Bit 0 PSCI is there, bit 1 it is called by HVC. */
  armBootArchitecture: u16,
  minorRevision: u8,
  xFirmwareControl: u64,
  xDsdt: u64,
  xPm1aEventBlock: genericAddress,
  xPm1bEventBlock: genericAddress,
  xPm1aControlBlock: genericAddress,
  xPm1bControlBlock: genericAddress,
  xPm2ControlBlock: genericAddress,
  xPmTimerBlock: genericAddress,
  xGpe0Block: genericAddress,
  /** End of revision 3 (244 bytes). */
  xGpe1Block: genericAddress,
  sleepControl: genericAddress,
  /** End of revision 5 (268 bytes). */
  sleepStatus: genericAddress,
  /** Eight characters as a little-endian number. End of revision 6 (276 bytes). */
  hypervisorVendor: u64,
};

const body = layout(fields);

type Required = 'flags';
type FadtFields = Partial<RecordOf<typeof fields>> &
  Pick<RecordOf<typeof fields>, 'firmwareControl' | 'dsdt' | Required>;

/** Fixed hardware and the way to DSDT and FACS (signature FACP, ACPI 6.4 section 5.2.9). */
export type Fadt = FadtFields & {
  readonly kind: 'FACP';
  readonly header: TableHeader;
  /** Bytes after the fields of ACPI 6.4. */
  readonly rest?: Uint8Array;
};

/** Flags that decide how events are delivered and how the machine is reset (ACPI 6.4 table 5.10). */
export const FADT_FLAG = { resetRegister: 1 << 10, hardwareReduced: 1 << 20 } as const;

/** @throws FormatError for a broken header, a table shorter than revision 1, a field that is cut in two */
export const parseFadt = (bytes: Uint8Array): Fadt => {
  const { header, reader } = openTable(bytes, 'FACP');
  reader.u32(TABLE_HEADER_SIZE + body.offsets.flags, 'flags');
  const known = TABLE_HEADER_SIZE + body.size;
  const read = body.readPrefix(reader, TABLE_HEADER_SIZE, Math.min(bytes.length, known), 'FADT');
  const rest = bytes.slice(known);
  return { ...(read as FadtFields), kind: 'FACP', header, ...(rest.length > 0 ? { rest } : {}) };
};

/** A FADT as bytes, with its checksum. */
export const serialiseFadt = (fadt: Fadt): Uint8Array => {
  const writer = new ByteWriter('little', 256);
  body.writePrefix(writer, fadt);
  if (fadt.rest !== undefined) writer.bytes(fadt.rest);
  return serialiseTable(fadt.header, writer.toBytes());
};

/** Bytes of the table by revision. */
const SIZE_OF_REVISION: Readonly<Record<number, number>> = { 1: 116, 3: 244, 4: 244, 5: 268, 6: 276 };

/**
 * An FADT with these fields, every other field of its revision 0.
 * @throws TypeError for a revision that ACPI 6.4 does not have
 */
export const fadtWith = (header: TableHeader, given: Partial<RecordOf<typeof fields>>): Fadt => {
  const size = SIZE_OF_REVISION[header.revision];
  if (size === undefined) throw new TypeError(`an FADT has no revision ${header.revision}`);
  const blank = body.readPrefix(
    new ByteReader(new Uint8Array(size), 'FADT', 'little'),
    0,
    size - TABLE_HEADER_SIZE,
    'FADT',
  );
  return { ...(blank as FadtFields), ...given, kind: 'FACP', header };
};

/** Where the DSDT is: the 64-bit field wins when it is there and not zero. */
export const dsdtAddress = (fadt: Fadt): bigint =>
  fadt.xDsdt !== undefined && fadt.xDsdt !== 0n ? fadt.xDsdt : BigInt(fadt.dsdt);

/** A hardware-reduced machine has no general-purpose events: its events come through GED devices. */
export const isHardwareReduced = (fadt: Fadt): boolean => (fadt.flags & FADT_FLAG.hardwareReduced) !== 0;
