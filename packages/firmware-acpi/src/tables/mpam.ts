import { ByteWriter } from '@warmboot/format';
import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { sizedRecord } from './sized-record.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const fields = {
  /** Bytes of the whole node. */
  length: u16,
  /** 0 memory mapped, 10 by PCC. */
  interfaceType: u8,
  reserved1: u8,
  identifier: u32,
  base: u64,
  /** Bytes. */
  mmioSize: u32,
  overflowGsi: u32,
  overflowFlags: u32,
  reserved2: u32,
  overflowAffinity: u32,
  errorGsi: u32,
  errorFlags: u32,
  reserved3: u32,
  errorAffinity: u32,
  /** Microseconds. */
  notReadyMaximum: u32,
  linkedDeviceHid: u64,
  linkedDeviceUid: u32,
  resourceCount: u32,
};
const record = sizedRecord(layout(fields));

/** A component whose use can be partitioned. */
export type MpamComponent = Omit<RecordOf<typeof fields>, 'length'> & {
  /** Its resource nodes, as they are. */
  readonly resources: Uint8Array;
};

/** Memory system resource partitioning and monitoring (Arm DEN0065). */
export interface Mpam {
  readonly kind: 'MPAM';
  readonly header: TableHeader;
  readonly components: readonly MpamComponent[];
}

/** @throws FormatError for a broken header or a component that is cut off */
export const parseMpam = (bytes: Uint8Array): Mpam => {
  const { header, reader } = openTable(bytes, 'MPAM');
  const components: MpamComponent[] = [];
  for (let at = TABLE_HEADER_SIZE; at < bytes.length;) {
    const { fields: component, tail, end } = record.read(reader, at, `component ${components.length}`);
    components.push({ ...component, resources: tail });
    at = end;
  }
  return { kind: 'MPAM', header, components };
};

/** An MPAM as bytes, with its checksum. */
export const serialiseMpam = ({ header, components }: Mpam): Uint8Array => {
  const writer = new ByteWriter('little');
  for (const component of components) record.write(writer, component, component.resources);
  return serialiseTable(header, writer.toBytes());
};
