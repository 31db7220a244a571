import { ByteReader, ByteWriter, crc32 } from '@warmboot/format';

const FORMAT = 'EFI system table';
/** `IBI SYST`, read as a little-endian word. */
const SIGNATURE = 0x5453_5953_2049_4249n;
const CRC_OFFSET = 16;

/** Bytes of the table of a 64-bit firmware. */
export const SYSTEM_TABLE_SIZE = 120;

/** EFI_SYSTEM_TABLE of a 64-bit firmware (UEFI 2.10 section 4.3). Pointers are 0 when NULL. */
export interface SystemTable {
  /** Major version in the upper half, minor times ten in the lower: 2.70 is 0x20046. */
  readonly revision: number;
  readonly firmwareVendor: bigint;
  readonly firmwareRevision: number;
  readonly consoleInHandle: bigint;
  readonly consoleIn: bigint;
  readonly consoleOutHandle: bigint;
  readonly consoleOut: bigint;
  readonly standardErrorHandle: bigint;
  readonly standardError: bigint;
  readonly runtimeServices: bigint;
  readonly bootServices: bigint;
  readonly numberOfTableEntries: bigint;
  readonly configurationTable: bigint;
}

const checksumOf = (table: Uint8Array): number => {
  const zeroed = Uint8Array.from(table);
  zeroed.fill(0, CRC_OFFSET, CRC_OFFSET + 4);
  return crc32(zeroed);
};

/** @throws FormatError when the table is cut off, has another signature or size, or a wrong CRC */
export const parseSystemTable = (bytes: Uint8Array): SystemTable => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const signature = reader.u64(0, 'Hdr.Signature');
  if (signature !== SIGNATURE) {
    throw reader.fault(0, 'Hdr.Signature', `0x${signature.toString(16)}`, `0x${SIGNATURE.toString(16)}`);
  }
  const size = reader.u32(12, 'Hdr.HeaderSize');
  if (size < SYSTEM_TABLE_SIZE) {
    throw reader.fault(12, 'Hdr.HeaderSize', String(size), `at least ${SYSTEM_TABLE_SIZE}`);
  }
  const stored = reader.u32(CRC_OFFSET, 'Hdr.CRC32');
  const computed = checksumOf(reader.slice(0, size, 'table'));
  if (stored !== computed) {
    throw reader.fault(CRC_OFFSET, 'Hdr.CRC32', `0x${stored.toString(16)}`, `0x${computed.toString(16)}`);
  }
  return {
    revision: reader.u32(8, 'Hdr.Revision'),
    firmwareVendor: reader.u64(24, 'FirmwareVendor'),
    firmwareRevision: reader.u32(32, 'FirmwareRevision'),
    consoleInHandle: reader.u64(40, 'ConsoleInHandle'),
    consoleIn: reader.u64(48, 'ConIn'),
    consoleOutHandle: reader.u64(56, 'ConsoleOutHandle'),
    consoleOut: reader.u64(64, 'ConOut'),
    standardErrorHandle: reader.u64(72, 'StandardErrorHandle'),
    standardError: reader.u64(80, 'StdErr'),
    runtimeServices: reader.u64(88, 'RuntimeServices'),
    bootServices: reader.u64(96, 'BootServices'),
    numberOfTableEntries: reader.u64(104, 'NumberOfTableEntries'),
    configurationTable: reader.u64(112, 'ConfigurationTable'),
  };
};

/** The 120 bytes of the table, with its CRC. */
export const serialiseSystemTable = (table: SystemTable): Uint8Array => {
  const writer = new ByteWriter('little', SYSTEM_TABLE_SIZE)
    .u64(SIGNATURE)
    .u32(table.revision)
    .u32(SYSTEM_TABLE_SIZE)
    .zeros(8)
    .u64(table.firmwareVendor)
    .u32(table.firmwareRevision)
    .zeros(4)
    .u64(table.consoleInHandle)
    .u64(table.consoleIn)
    .u64(table.consoleOutHandle)
    .u64(table.consoleOut)
    .u64(table.standardErrorHandle)
    .u64(table.standardError)
    .u64(table.runtimeServices)
    .u64(table.bootServices)
    .u64(table.numberOfTableEntries)
    .u64(table.configurationTable);
  return writer.patchU32(CRC_OFFSET, crc32(writer.toBytes())).toBytes();
};

/** The table as ExitBootServices leaves it: consoles and boot services are NULL (UEFI 2.10 section 7.4.6; spec X1). */
export const afterExitBootServices = (table: SystemTable): SystemTable => ({
  ...table,
  consoleInHandle: 0n,
  consoleIn: 0n,
  consoleOutHandle: 0n,
  consoleOut: 0n,
  standardErrorHandle: 0n,
  standardError: 0n,
  bootServices: 0n,
});
