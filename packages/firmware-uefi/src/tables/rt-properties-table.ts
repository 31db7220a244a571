import { ByteReader, ByteWriter } from '@warmboot/format';

const FORMAT = 'EFI RT properties table';
const SIZE = 8;

/** Runtime services as bits of the supported mask (UEFI 2.10 section 4.6.2; spec R4). */
export const RUNTIME_SERVICE = {
  GetTime: 0x1,
  SetTime: 0x2,
  GetWakeupTime: 0x4,
  SetWakeupTime: 0x8,
  GetVariable: 0x10,
  GetNextVariableName: 0x20,
  SetVariable: 0x40,
  SetVirtualAddressMap: 0x80,
  ConvertPointer: 0x100,
  GetNextHighMonotonicCount: 0x200,
  ResetSystem: 0x400,
  UpdateCapsule: 0x800,
  QueryCapsuleCapabilities: 0x1000,
  QueryVariableInfo: 0x2000,
} as const;

/** The name of a runtime service. */
export type RuntimeServiceName = keyof typeof RUNTIME_SERVICE;

/** Every service: what firmware without the table supports. */
export const ALL_RUNTIME_SERVICES = 0x3fff;

/** Which runtime services still work after ExitBootServices (UEFI 2.10 section 4.6.2). */
export interface RtPropertiesTable {
  readonly version: number;
  /** `RUNTIME_SERVICE` bits of what still works after ExitBootServices. */
  readonly supported: number;
}

/** @throws FormatError when the table is cut off or says that it is shorter than 8 bytes */
export const parseRtPropertiesTable = (bytes: Uint8Array): RtPropertiesTable => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const version = reader.u16(0, 'Version');
  const length = reader.u16(2, 'Length');
  if (length < SIZE) throw reader.fault(2, 'Length', String(length), `at least ${SIZE}`);
  return { version, supported: reader.u32(4, 'RuntimeServicesSupported') };
};

/** The table as bytes. */
export const serialiseRtPropertiesTable = ({ version, supported }: RtPropertiesTable): Uint8Array =>
  new ByteWriter('little', SIZE).u16(version).u16(SIZE).u32(supported).toBytes();
