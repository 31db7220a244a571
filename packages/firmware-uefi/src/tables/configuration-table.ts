import { ByteReader, ByteWriter } from '@warmboot/format';
import { GUID_SIZE, readGuid, writeGuid, type Guid } from './guid.js';

const FORMAT = 'EFI configuration table';
const ENTRY_SIZE = GUID_SIZE + 8;

/** One entry of the array that the system table points to (UEFI 2.10 section 4.6; spec section 8). */
export interface ConfigurationTable {
  readonly guid: Guid;
  /** Physical address of the table itself. */
  readonly address: bigint;
}

/**
 * Reads the array of a 64-bit firmware; `count` is NumberOfTableEntries.
 * @throws FormatError when the bytes end before the last entry
 */
export const parseConfigurationTables = (
  bytes: Uint8Array,
  count: number = Math.floor(bytes.length / ENTRY_SIZE),
): readonly ConfigurationTable[] => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  // Looking at the last entry first refuses an absurd count before anything is built.
  if (count > 0) reader.slice((count - 1) * ENTRY_SIZE, ENTRY_SIZE, `entry ${count - 1}`);
  return Array.from({ length: count }, (_, index) => ({
    guid: readGuid(reader, index * ENTRY_SIZE, `entry ${index} VendorGuid`),
    address: reader.u64(index * ENTRY_SIZE + GUID_SIZE, `entry ${index} VendorTable`),
  }));
};

/** @throws FormatError when a GUID is malformed */
export const serialiseConfigurationTables = (tables: readonly ConfigurationTable[]): Uint8Array => {
  const writer = new ByteWriter('little', tables.length * ENTRY_SIZE);
  for (const { guid, address } of tables) {
    writeGuid(writer, guid);
    writer.u64(address);
  }
  return writer.toBytes();
};

/** Address of the first table with this GUID, or undefined. */
export const findConfigurationTable = (
  tables: readonly ConfigurationTable[],
  guid: Guid,
): bigint | undefined => tables.find((table) => table.guid === guid.toLowerCase())?.address;
