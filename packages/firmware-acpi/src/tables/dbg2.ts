import { ByteReader, ByteWriter, latin1 } from '@warmboot/format';
import { u16, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { genericAddress, type GenericAddress } from './generic-address.js';
import { sizedRecord } from './sized-record.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const deviceFields = {
  revision: u8,
  /** Bytes of the whole description, these fields included. */
  length: u16,
  registerCount: u8,
  namePathLength: u16,
  namePathOffset: u16,
  oemDataLength: u16,
  oemDataOffset: u16,
  /** 0x8000 serial, 0x8001 1394, 0x8002 USB, 0x8003 network. */
  portType: u16,
  portSubtype: u16,
  reserved: u16,
  registersOffset: u16,
  sizesOffset: u16,
};
const wire = layout(deviceFields);
const record = sizedRecord(wire);

/** A port that a debugger may use; offsets count from its first byte. */
export type Dbg2Device = Omit<RecordOf<typeof deviceFields>, 'length'> & {
  /** Registers, their sizes, the path and OEM data, where the offsets say. */
  readonly data: Uint8Array;
};

/** The debug ports of a machine (Microsoft Debug Port Table 2). */
export interface Dbg2 {
  readonly kind: 'DBG2';
  readonly header: TableHeader;
  /** Bytes between the fields and the first device, in tables that have some. */
  readonly between?: Uint8Array;
  readonly devices: readonly Dbg2Device[];
  readonly rest?: Uint8Array;
}

const DEVICES_AT = TABLE_HEADER_SIZE + 8;

/** @throws FormatError for a broken header or a device that is cut off */
export const parseDbg2 = (bytes: Uint8Array): Dbg2 => {
  const { header, reader } = openTable(bytes, 'DBG2');
  const first = reader.u32(TABLE_HEADER_SIZE, 'offset of the devices');
  const count = reader.u32(TABLE_HEADER_SIZE + 4, 'count of the devices');
  const between = reader.slice(DEVICES_AT, first - DEVICES_AT, 'gap before the devices').slice();
  const devices: Dbg2Device[] = [];
  let at = first;
  for (let index = 0; index < count; index++) {
    const { fields, tail, end } = record.read(reader, at, `device ${index}`);
    devices.push({ ...fields, data: tail });
    at = end;
  }
  const rest = bytes.slice(at);
  return {
    kind: 'DBG2',
    header,
    ...(between.length > 0 ? { between } : {}),
    devices,
    ...(rest.length > 0 ? { rest } : {}),
  };
};

/** A DBG2 as bytes, with its checksum. */
export const serialiseDbg2 = ({ header, between = new Uint8Array(), devices, rest }: Dbg2): Uint8Array => {
  const writer = new ByteWriter('little')
    .u32(DEVICES_AT + between.length)
    .u32(devices.length)
    .bytes(between);
  for (const device of devices) record.write(writer, device, device.data);
  if (rest !== undefined) writer.bytes(rest);
  return serialiseTable(header, writer.toBytes());
};

/** Path of the device in the namespace: `\_SB.COM1`, or `.` for none. */
export const dbg2Path = ({ data, namePathOffset, namePathLength }: Dbg2Device): string => {
  const start = namePathOffset - wire.size;
  return latin1(data.subarray(start, start + namePathLength)).replace(/\0.*$/s, '');
};

/** Where a device's registers are, and how many bytes of them. */
export interface Dbg2Registers {
  readonly base: GenericAddress;
  /** Bytes. */
  readonly size: number;
}

/**
 * The registers of a device, in the table's order.
 * @throws FormatError where the offsets lead out of the device
 */
export const dbg2Registers = ({
  data,
  registerCount,
  registersOffset,
  sizesOffset,
}: Dbg2Device): readonly Dbg2Registers[] => {
  const reader = new ByteReader(data, 'DBG2', 'little');
  return Array.from({ length: registerCount }, (_, index) => ({
    base: genericAddress.read(
      reader,
      registersOffset - wire.size + index * genericAddress.size,
      `registers ${index}`,
    ),
    size: reader.u32(sizesOffset - wire.size + 4 * index, `size of registers ${index}`),
  }));
};
