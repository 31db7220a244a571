import { ByteReader, ByteWriter } from '@warmboot/format';
import { u16, u32, u64, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const proximityFields = {
  /** Bit 0: the initiator domain is valid. */
  flags: u16,
  reserved1: u16,
  initiatorDomain: u32,
  memoryDomain: u32,
  reserved2: u32,
  reserved3: u64,
  reserved4: u64,
};
const matrixFields = {
  /** Bits 3:0 memory hierarchy: 0 memory, 1 to 3 memory-side cache level. */
  flags: u8,
  /** 0 access, 1 read, 2 write latency; 3 access, 4 read, 5 write bandwidth. */
  dataType: u8,
  minimumTransferSize: u8,
  reserved1: u8,
  initiatorCount: u32,
  targetCount: u32,
  reserved2: u32,
  /** Picoseconds or MB/s that one entry unit stands for. */
  entryBaseUnit: u64,
};
const cacheFields = {
  memoryDomain: u32,
  reserved1: u32,
  size: u64,
  attributes: u32,
  reserved2: u16,
  handleCount: u16,
};
const proximity = layout(proximityFields);
const matrix = layout(matrixFields);
const cache = layout(cacheFields);

/** One structure of an HMAT. */
export type HmatStructure =
  | ({ readonly kind: 'proximity-domain' } & RecordOf<typeof proximityFields>)
  | ({ readonly kind: 'latency-bandwidth' } & Omit<
      RecordOf<typeof matrixFields>,
      'initiatorCount' | 'targetCount'
    > & {
        readonly initiators: readonly number[];
        readonly targets: readonly number[];
        /** `entries[initiator][target]`, in units of `entryBaseUnit`; 0xffff is unreachable. */
        readonly entries: readonly (readonly number[])[];
      })
  | ({ readonly kind: 'memory-side-cache' } & Omit<RecordOf<typeof cacheFields>, 'handleCount'> & {
        readonly smbiosHandles: readonly number[];
      })
  | { readonly kind: 'unknown'; readonly type: number; readonly body: Uint8Array };

/** Speed of the way from each initiator to each memory (ACPI 6.4 section 5.2.27). */
export interface Hmat {
  readonly kind: 'HMAT';
  readonly header: TableHeader;
  readonly reserved: number;
  readonly structures: readonly { readonly reserved: number; readonly structure: HmatStructure }[];
}

const HEAD_SIZE = 8;

const readStructure = (reader: ByteReader, type: number): HmatStructure => {
  const exact = (size: number): void => {
    if (size !== reader.length) {
      throw reader.fault(0, 'length', String(reader.length + HEAD_SIZE), String(size + HEAD_SIZE));
    }
  };
  const list = (at: number, count: number, width: 2 | 4): number[] => {
    reader.slice(at, count * width, 'list');
    return Array.from({ length: count }, (_, index) =>
      width === 2 ? reader.u16(at + index * 2, 'list') : reader.u32(at + index * 4, 'list'),
    );
  };
  switch (type) {
    case 0: {
      exact(proximity.size);
      return { kind: 'proximity-domain', ...proximity.read(reader, 0, 'proximity') };
    }
    case 1: {
      const { initiatorCount, targetCount, ...rest } = matrix.read(reader, 0, 'matrix');
      const initiatorsAt = matrix.size;
      const targetsAt = initiatorsAt + initiatorCount * 4;
      const entriesAt = targetsAt + targetCount * 4;
      exact(entriesAt + initiatorCount * targetCount * 2);
      const row = (from: number): number[] => list(entriesAt + from * targetCount * 2, targetCount, 2);
      return {
        kind: 'latency-bandwidth',
        ...rest,
        initiators: list(initiatorsAt, initiatorCount, 4),
        targets: list(targetsAt, targetCount, 4),
        entries: Array.from({ length: initiatorCount }, (_, from) => row(from)),
      };
    }
    case 2: {
      const { handleCount, ...rest } = cache.read(reader, 0, 'cache');
      exact(cache.size + handleCount * 2);
      return { kind: 'memory-side-cache', ...rest, smbiosHandles: list(cache.size, handleCount, 2) };
    }
    default:
      return { kind: 'unknown', type, body: reader.bytes.slice() };
  }
};

const TYPE_OF = { 'proximity-domain': 0, 'latency-bandwidth': 1, 'memory-side-cache': 2 } as const;

const structureBody = (structure: HmatStructure): Uint8Array => {
  const writer = new ByteWriter('little');
  switch (structure.kind) {
    case 'proximity-domain':
      proximity.write(writer, structure);
      break;
    case 'latency-bandwidth': {
      const { initiators, targets, entries } = structure;
      matrix.write(writer, { ...structure, initiatorCount: initiators.length, targetCount: targets.length });
      for (const domain of [...initiators, ...targets]) writer.u32(domain);
      for (const row of entries) for (const entry of row) writer.u16(entry);
      break;
    }
    case 'memory-side-cache':
      cache.write(writer, { ...structure, handleCount: structure.smbiosHandles.length });
      for (const handle of structure.smbiosHandles) writer.u16(handle);
      break;
    case 'unknown':
      writer.bytes(structure.body);
  }
  return writer.toBytes();
};

/** @throws FormatError for a broken header or a structure whose length does not match its counts */
export const parseHmat = (bytes: Uint8Array): Hmat => {
  const { header, reader } = openTable(bytes, 'HMAT');
  const structures: { reserved: number; structure: HmatStructure }[] = [];
  for (let at = TABLE_HEADER_SIZE + 4; at < bytes.length;) {
    const name = `structure ${structures.length}`;
    const type = reader.u16(at, `${name}.type`);
    const length = reader.u32(at + 4, `${name}.length`);
    if (length < HEAD_SIZE)
      throw reader.fault(at + 4, `${name}.length`, String(length), `at least ${HEAD_SIZE}`);
    const body = reader.slice(at + HEAD_SIZE, length - HEAD_SIZE, name);
    const structure = readStructure(new ByteReader(body, `HMAT ${name}`, 'little'), type);
    structures.push({ reserved: reader.u16(at + 2, `${name}.reserved`), structure });
    at += length;
  }
  return { kind: 'HMAT', header, reserved: reader.u32(TABLE_HEADER_SIZE, 'reserved'), structures };
};

/** An HMAT as bytes, with its checksum. */
export const serialiseHmat = (hmat: Hmat): Uint8Array => {
  const writer = new ByteWriter('little').u32(hmat.reserved);
  for (const { reserved, structure } of hmat.structures) {
    const body = structureBody(structure);
    const type = structure.kind === 'unknown' ? structure.type : TYPE_OF[structure.kind];
    writer
      .u16(type)
      .u16(reserved)
      .u32(HEAD_SIZE + body.length)
      .bytes(body);
  }
  return serialiseTable(hmat.header, writer.toBytes());
};
