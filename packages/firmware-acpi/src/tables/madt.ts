import { ByteWriter } from '@warmboot/format';
import { bytes as raw, u16, u32, u64, u8 } from '../layout/field.js';
import { layout } from '../layout/layout.js';
import {
  byteHead,
  entryShape,
  growingEntryShape,
  readEntries,
  writeEntries,
  type EntryOf,
  type UnknownEntry,
} from './entry.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const shapes = [
  entryShape(0, 'local-apic', layout({ processorUid: u8, apicId: u8, flags: u32 })),
  entryShape(1, 'io-apic', layout({ id: u8, reserved: u8, address: u32, gsiBase: u32 })),
  entryShape(2, 'interrupt-override', layout({ bus: u8, source: u8, gsi: u32, flags: u16 })),
  entryShape(3, 'nmi-source', layout({ flags: u16, gsi: u32 })),
  entryShape(4, 'local-apic-nmi', layout({ processorUid: u8, flags: u16, lint: u8 })),
  entryShape(5, 'local-apic-address', layout({ reserved: u16, address: u64 })),
  entryShape(6, 'io-sapic', layout({ id: u8, reserved: u8, gsiBase: u32, address: u64 })),
  entryShape(9, 'local-x2apic', layout({ reserved: u16, x2apicId: u32, flags: u32, processorUid: u32 })),
  entryShape(10, 'local-x2apic-nmi', layout({ flags: u16, processorUid: u32, lint: u8, reserved: raw(3) })),
  growingEntryShape(
    11,
    'gicc',
    layout({
      reserved1: u16,
      cpuInterfaceNumber: u32,
      processorUid: u32,
      flags: u32,
      parkingProtocolVersion: u32,
      performanceGsi: u32,
      parkedAddress: u64,
      base: u64,
      gicvBase: u64,
      gichBase: u64,
      maintenanceGsi: u32,
      gicrBase: u64,
      mpidr: u64,
      /** From ACPI 6.0 (80 bytes). */
      efficiencyClass: u8,
      reserved2: u8,
      /** Statistical profiling; reserved before ACPI 6.3. */
      speGsi: u16,
      /** Trace buffer, from ACPI 6.5 (82 bytes). */
      trbeGsi: u16,
    }),
    74,
  ),
  entryShape(
    12,
    'gicd',
    layout({ reserved1: u16, id: u32, base: u64, gsiBase: u32, version: u8, reserved2: raw(3) }),
  ),
  entryShape(
    13,
    'gic-msi-frame',
    layout({ reserved: u16, id: u32, base: u64, flags: u32, spiCount: u16, spiBase: u16 }),
  ),
  entryShape(14, 'gicr', layout({ reserved: u16, base: u64, length: u32 })),
  entryShape(15, 'gic-its', layout({ reserved1: u16, id: u32, base: u64, reserved2: u32 })),
  entryShape(16, 'multiprocessor-wakeup', layout({ mailboxVersion: u16, reserved: u32, mailbox: u64 })),
] as const;

/** One interrupt controller structure of a MADT. */
export type MadtEntry = EntryOf<(typeof shapes)[number]> | UnknownEntry;

/** Processors and interrupt controllers (Multiple APIC Description Table, signature APIC, ACPI 6.4 section 5.2.12). */
export interface Madt {
  readonly kind: 'APIC';
  readonly header: TableHeader;
  readonly localApicAddress: number;
  /** Bit 0: the machine also has a pair of 8259 controllers. */
  readonly flags: number;
  readonly entries: readonly MadtEntry[];
}

/** @throws FormatError for a broken header or an entry that is too short or cut off */
export const parseMadt = (bytes: Uint8Array): Madt => {
  const { header, reader } = openTable(bytes, 'APIC');
  return {
    kind: 'APIC',
    header,
    localApicAddress: reader.u32(TABLE_HEADER_SIZE, 'localApicAddress'),
    flags: reader.u32(TABLE_HEADER_SIZE + 4, 'flags'),
    entries: readEntries<MadtEntry>(reader, TABLE_HEADER_SIZE + 8, byteHead, shapes),
  };
};

/** A MADT as bytes, with its checksum. */
export const serialiseMadt = (madt: Madt): Uint8Array => {
  const writer = new ByteWriter('little').u32(madt.localApicAddress).u32(madt.flags);
  writeEntries(writer, byteHead, shapes, madt.entries, () => new ByteWriter('little', 96));
  return serialiseTable(madt.header, writer.toBytes());
};
