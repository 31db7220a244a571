import { bytes as raw, u16, u32, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { genericAddress } from './generic-address.js';
import { fixedTable, type FixedTable } from './table-shape.js';

const fields = {
  /** 0 16550, 3 PL011, 18 16550 as the address says, ... (DBG2 subtypes). */
  interfaceType: u8,
  reserved1: raw(3),
  base: genericAddress,
  /** Bit 0 8259, 1 APIC, 2 SAPIC, 3 GIC. */
  interruptType: u8,
  irq: u8,
  gsi: u32,
  /** 0 as it is, 3 9600, 4 19200, 6 57600, 7 115200. */
  baudRate: u8,
  parity: u8,
  stopBits: u8,
  flowControl: u8,
  terminalType: u8,
  language: u8,
  pciDevice: u16,
  pciVendor: u16,
  pciBus: u8,
  pciSlot: u8,
  pciFunction: u8,
  pciFlags: u32,
  pciSegment: u8,
  /** Hertz, from revision 3; reserved before. */
  clockFrequency: u32,
  /** Bits a second, from revision 4. */
  preciseBaudRate: u32,
  /** Bytes of the name that `rest` begins with, its zero included. */
  namespaceStringLength: u16,
  namespaceStringOffset: u16,
};

/** The serial port that the firmware talks through (Microsoft Serial Port Console Redirection Table). */
export type Spcr = FixedTable<
  'SPCR',
  RecordOf<typeof fields>,
  'preciseBaudRate' | 'namespaceStringLength' | 'namespaceStringOffset'
>;

const shape = fixedTable<
  'SPCR',
  RecordOf<typeof fields>,
  'preciseBaudRate' | 'namespaceStringLength' | 'namespaceStringOffset'
>('SPCR', layout(fields), 44);

/** @throws FormatError for a broken header or fields that are cut off */
export const parseSpcr = (bytes: Uint8Array): Spcr => shape.parse(bytes);

/** A SPCR as bytes, with its checksum. */
export const serialiseSpcr = (table: Spcr): Uint8Array => shape.serialise(table);
