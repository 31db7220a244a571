import { ByteWriter } from '@warmboot/format';
import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const allocation = layout({ base: u64, segment: u16, startBus: u8, endBus: u8, reserved: u32 });

/** Where the configuration space of a range of PCI buses is mapped (PCI Firmware 3.0, table 4-3). */
export type McfgAllocation = RecordOf<{
  base: typeof u64;
  segment: typeof u16;
  startBus: typeof u8;
  endBus: typeof u8;
  reserved: typeof u32;
}>;

/** Where PCI configuration space is mapped (PCI Firmware Specification 3.3, section 4.1.2). */
export interface Mcfg {
  readonly kind: 'MCFG';
  readonly header: TableHeader;
  readonly reserved: bigint;
  readonly allocations: readonly McfgAllocation[];
}

/** @throws FormatError for a broken header or a length that is not a whole number of allocations */
export const parseMcfg = (bytes: Uint8Array): Mcfg => {
  const { header, reader } = openTable(bytes, 'MCFG');
  const allocations: McfgAllocation[] = [];
  for (let at = TABLE_HEADER_SIZE + 8; at < bytes.length; at += allocation.size) {
    allocations.push(allocation.read(reader, at, `allocation ${allocations.length}`));
  }
  return { kind: 'MCFG', header, reserved: reader.u64(TABLE_HEADER_SIZE, 'reserved'), allocations };
};

/** An MCFG as bytes, with its checksum. */
export const serialiseMcfg = (mcfg: Mcfg): Uint8Array => {
  const writer = new ByteWriter('little').u64(mcfg.reserved);
  for (const one of mcfg.allocations) allocation.write(writer, one);
  return serialiseTable(mcfg.header, writer.toBytes());
};
