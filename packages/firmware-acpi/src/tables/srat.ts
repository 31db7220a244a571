import { ByteWriter } from '@warmboot/format';
import { bytes as raw, u16, u32, u64, u8 } from '../layout/field.js';
import { layout } from '../layout/layout.js';
import { byteHead, entryShape, readEntries, writeEntries, type EntryOf, type UnknownEntry } from './entry.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const processor = entryShape(
  0,
  'processor-affinity',
  layout({
    proximityLow: u8,
    apicId: u8,
    flags: u32,
    sapicEid: u8,
    /** Bits 31:8 of the domain, valid from table revision 2. */
    proximityHigh: raw(3),
    clockDomain: u32,
  }),
);

const memory = entryShape(
  1,
  'memory-affinity',
  layout({
    proximityDomain: u32,
    reserved1: u16,
    base: u64,
    length: u64,
    reserved2: u32,
    /** See {@link MEMORY_AFFINITY}. */
    flags: u32,
    reserved3: u64,
  }),
);

const x2apic = entryShape(
  2,
  'x2apic-affinity',
  layout({
    reserved1: u16,
    proximityDomain: u32,
    x2apicId: u32,
    flags: u32,
    clockDomain: u32,
    reserved2: u32,
  }),
);

const gicc = entryShape(
  3,
  'gicc-affinity',
  layout({ proximityDomain: u32, processorUid: u32, flags: u32, clockDomain: u32 }),
);

const its = entryShape(4, 'its-affinity', layout({ proximityDomain: u32, reserved: u16, itsId: u32 }));

const initiator = entryShape(
  5,
  'generic-initiator-affinity',
  layout({
    reserved1: u8,
    /** 0 ACPI device (_HID, _UID), 1 PCI device. */
    handleType: u8,
    proximityDomain: u32,
    deviceHandle: raw(16),
    flags: u32,
    reserved2: u32,
  }),
);

const shapes = [processor, memory, x2apic, gicc, its, initiator];

/** The domain of a processor by its local APIC. */
export type ProcessorAffinity = EntryOf<typeof processor>;
/** The domain of a range of memory. */
export type MemoryAffinity = EntryOf<typeof memory>;
/** The domain of a processor by its x2APIC. */
export type X2apicAffinity = EntryOf<typeof x2apic>;
/** The domain of a processor by its GIC interface. */
export type GiccAffinity = EntryOf<typeof gicc>;
/** The domain of an interrupt translation service. */
export type ItsAffinity = EntryOf<typeof its>;
/** The domain of a device that starts transactions. */
export type GenericInitiatorAffinity = EntryOf<typeof initiator>;

/** One structure of an SRAT. */
export type SratEntry =
  | ProcessorAffinity
  | MemoryAffinity
  | X2apicAffinity
  | GiccAffinity
  | ItsAffinity
  | GenericInitiatorAffinity
  | UnknownEntry;

/** Which memory and which processors belong together (System Resource Affinity Table, ACPI 6.4 section 5.2.16). */
export interface Srat {
  readonly kind: 'SRAT';
  readonly header: TableHeader;
  /** 1 in every table there is; older specifications called it the table revision. */
  readonly reserved1: number;
  readonly reserved2: bigint;
  readonly entries: readonly SratEntry[];
}

/** Flags of a memory affinity entry (ACPI 6.4 table 5.52). */
export const MEMORY_AFFINITY = { enabled: 1, hotPluggable: 2, nonVolatile: 4 } as const;

/** Flag of a processor, x2APIC, GICC or initiator entry. */
export const AFFINITY_ENABLED = 1;

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parseSrat = (bytes: Uint8Array): Srat => {
  const { header, reader } = openTable(bytes, 'SRAT');
  return {
    kind: 'SRAT',
    header,
    reserved1: reader.u32(TABLE_HEADER_SIZE, 'reserved1'),
    reserved2: reader.u64(TABLE_HEADER_SIZE + 4, 'reserved2'),
    entries: readEntries<SratEntry>(reader, TABLE_HEADER_SIZE + 12, byteHead, shapes),
  };
};

/** An SRAT as bytes, with its checksum. */
export const serialiseSrat = (srat: Srat): Uint8Array => {
  const writer = new ByteWriter('little').u32(srat.reserved1).u64(srat.reserved2);
  writeEntries(writer, byteHead, shapes, srat.entries, () => new ByteWriter('little', 64));
  return serialiseTable(srat.header, writer.toBytes());
};
