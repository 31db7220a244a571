import { hex } from '@warmboot/address';
import type { ByteSpan } from './byte-span.js';
import { SpanReader } from './span-reader.js';

const inBytes = (value: bigint): string => `${value} bytes`;
const plainly = (value: bigint): string => `${value}`;

/** ACPI 6.5, 5.2.6 */
const HEADER_SIZE = 36;

/** A table that begins with the ACPI header: its signature, and a length that the file has. */
export const isAcpiTable = (file: Uint8Array): boolean =>
  file.length >= HEADER_SIZE &&
  /^[A-Z][A-Z0-9_]{3}$/.test(String.fromCharCode(...file.subarray(0, 4))) &&
  new DataView(file.buffer, file.byteOffset, 8).getUint32(4, true) === file.length;

const headerOf = (file: Uint8Array): ByteSpan => {
  const reader = new SpanReader(file, 0, HEADER_SIZE);
  reader.text('Signature', 4);
  reader.number('Length', 4, inBytes);
  reader.number('Revision', 1, plainly);
  reader.number('Checksum', 1);
  reader.text('OEMID', 6);
  reader.text('OEM Table ID', 8);
  reader.number('OEM Revision', 4);
  reader.text('Creator ID', 4);
  reader.number('Creator Revision', 4);
  return reader.whole('header');
};

/** Reads the rest of an entry whose type and length are read. */
type ReadEntry = (reader: SpanReader) => void;

interface EntryKind {
  readonly name: string;
  readonly read: ReadEntry;
}

/** A table of entries that each begin with their type and their length. */
interface Entries {
  /** Fields between the header and the first entry. */
  readonly before: ReadEntry;
  readonly kinds: Readonly<Record<number, EntryKind>>;
}

/** ACPI 6.5, 5.2.16 */
const SRAT: Entries = {
  before: (reader) => {
    reader.number('Table Revision', 4, plainly);
    reader.bytes('Reserved', 8);
  },
  kinds: {
    0: {
      name: 'Processor Local APIC affinity',
      read: (reader) => {
        reader.number('Proximity Domain [7:0]', 1, plainly);
        reader.number('APIC ID', 1, plainly);
        reader.number('Flags', 4);
        reader.number('Local SAPIC EID', 1);
        reader.bytes('Proximity Domain [31:8]', 3);
        reader.number('Clock Domain', 4);
      },
    },
    1: {
      name: 'Memory affinity',
      read: (reader) => {
        reader.number('Proximity Domain', 4, plainly);
        reader.bytes('Reserved', 2);
        reader.number('Base Address', 8);
        reader.number('Length', 8, inBytes);
        reader.bytes('Reserved', 4);
        reader.number('Flags', 4, memoryFlags);
        reader.bytes('Reserved', 8);
      },
    },
    2: {
      name: 'Processor Local x2APIC affinity',
      read: (reader) => {
        reader.bytes('Reserved', 2);
        reader.number('Proximity Domain', 4, plainly);
        reader.number('X2APIC ID', 4, plainly);
        reader.number('Flags', 4);
        reader.number('Clock Domain', 4);
        reader.bytes('Reserved', 4);
      },
    },
    3: {
      name: 'GICC affinity',
      read: (reader) => {
        reader.number('Proximity Domain', 4, plainly);
        reader.number('ACPI Processor UID', 4, plainly);
        reader.number('Flags', 4);
        reader.number('Clock Domain', 4);
      },
    },
  },
};

const FLAGS = ['enabled', 'hotpluggable', 'non-volatile'];

const memoryFlags = (value: bigint): string => {
  const words = FLAGS.filter((_, bit) => (value >> BigInt(bit)) & 1n);
  return `${hex(value)}: ${words.length === 0 ? 'none' : words.join(', ')}`;
};

/** ACPI 6.5, 5.2.12 */
const MADT: Entries = {
  before: (reader) => {
    reader.number('Local Interrupt Controller Address', 4);
    reader.number('Flags', 4);
  },
  kinds: {
    0: {
      name: 'Processor Local APIC',
      read: (reader) => {
        reader.number('ACPI Processor UID', 1, plainly);
        reader.number('APIC ID', 1, plainly);
        reader.number('Flags', 4);
      },
    },
    1: {
      name: 'I/O APIC',
      read: (reader) => {
        reader.number('I/O APIC ID', 1, plainly);
        reader.bytes('Reserved', 1);
        reader.number('I/O APIC Address', 4);
        reader.number('Global System Interrupt Base', 4, plainly);
      },
    },
    2: {
      name: 'Interrupt Source Override',
      read: (reader) => {
        reader.number('Bus', 1, plainly);
        reader.number('Source', 1, plainly);
        reader.number('Global System Interrupt', 4, plainly);
        reader.number('Flags', 2);
      },
    },
    4: {
      name: 'Local APIC NMI',
      read: (reader) => {
        reader.number('ACPI Processor UID', 1, plainly);
        reader.number('Flags', 2);
        reader.number('Local APIC LINT#', 1, plainly);
      },
    },
    11: { name: 'GIC CPU Interface', read: () => undefined },
    12: { name: 'GIC Distributor', read: () => undefined },
    13: { name: 'GIC MSI Frame', read: () => undefined },
    14: { name: 'GIC Redistributor', read: () => undefined },
    15: { name: 'GIC Interrupt Translation Service', read: () => undefined },
  },
};

const TABLES: Readonly<Record<string, Entries>> = {
  SRAT,
  APIC: MADT,
};

/** Entries one after the other, as long as each says; an entry that cannot be is the end of them. */
const entriesOf = (file: Uint8Array, { before, kinds }: Entries): readonly ByteSpan[] => {
  const start = new SpanReader(file, HEADER_SIZE);
  before(start);
  const spans: ByteSpan[] = [...(start.whole('').children ?? [])];
  let at = start.at;
  while (at + 2 <= file.length) {
    const length = file[at + 1] ?? 0;
    const end = at + length;
    if (length < 2 || end > file.length) break;
    const kind = kinds[file[at]!];
    const reader = new SpanReader(file, at, end);
    reader.number('Type', 1, (value) => `${value}${kind === undefined ? '' : `, ${kind.name}`}`);
    reader.number('Length', 1, inBytes);
    kind?.read(reader);
    reader.rest('not described');
    spans.push(reader.whole(kind?.name ?? `entry of type ${file[at]}`));
    at = end;
  }
  return spans;
};

/** Base address allocations. PCI Firmware Specification 3.3, 4.1.2 */
const allocationsOf = (file: Uint8Array): readonly ByteSpan[] => {
  const reader = new SpanReader(file, HEADER_SIZE);
  reader.bytes('Reserved', 8);
  while (reader.has(16)) {
    const entry = new SpanReader(file, reader.at);
    entry.number('Base Address', 8);
    entry.number('PCI Segment Group', 2, plainly);
    entry.number('Start Bus', 1, plainly);
    entry.number('End Bus', 1, plainly);
    entry.bytes('Reserved', 4);
    reader.span(entry.whole('allocation'));
  }
  return reader.whole('').children ?? [];
};

/** Addresses of other tables. ACPI 6.5, 5.2.7 and 5.2.8 */
const addressesOf = (file: Uint8Array, size: 4 | 8): readonly ByteSpan[] => {
  const reader = new SpanReader(file, HEADER_SIZE);
  while (reader.has(size)) reader.number('Entry', size);
  return reader.whole('').children ?? [];
};

const bodyOf = (file: Uint8Array, signature: string): readonly ByteSpan[] => {
  const entries = TABLES[signature];
  if (entries !== undefined) return entriesOf(file, entries);
  if (signature === 'MCFG') return allocationsOf(file);
  if (signature === 'RSDT') return addressesOf(file, 4);
  if (signature === 'XSDT') return addressesOf(file, 8);
  const name = signature === 'DSDT' || signature === 'SSDT' ? 'AML byte code' : 'not described';
  return file.length === HEADER_SIZE ? [] : [{ name, start: HEADER_SIZE, end: file.length }];
};

/** An ACPI table: its header, and the entries of tables that have some. */
export const acpiSpans = (file: Uint8Array): readonly ByteSpan[] => {
  const signature = String.fromCharCode(...file.subarray(0, 4));
  return [headerOf(file), ...bodyOf(file, signature)];
};
