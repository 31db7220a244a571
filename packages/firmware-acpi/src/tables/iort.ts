import { ByteReader, ByteWriter } from '@warmboot/format';
import { u16, u32, u8 } from '../layout/field.js';
import { layout, type RecordOf } from '../layout/layout.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

const nodeFields = {
  type: u8,
  length: u16,
  revision: u8,
  identifier: u32,
  mappingCount: u32,
  /** From the first byte of the node. */
  mappingOffset: u32,
};
const mappingFields = {
  inputBase: u32,
  /** Less one. */
  count: u32,
  outputBase: u32,
  /** Offset of the node in the table. */
  outputNode: u32,
  /** Bit 0: a single mapping. */
  flags: u32,
};
const node = layout(nodeFields);
const mapping = layout(mappingFields);

const KINDS = [
  'its-group',
  'named-component',
  'root-complex',
  'smmu',
  'smmu-v3',
  'monitoring-group',
  'memory-ranges',
] as const;

/** How identifiers that come in at a node go out of it. */
export type IortMapping = RecordOf<typeof mappingFields>;

/** A component that translates or sends identifiers. */
export interface IortNode {
  /** What it is; undefined for a type that this package does not know. */
  readonly component: (typeof KINDS)[number] | undefined;
  readonly type: number;
  readonly revision: number;
  readonly identifier: number;
  /** Bytes between the common fields and the mappings. */
  readonly data: Uint8Array;
  readonly mappings: readonly IortMapping[];
  /** The offset that a node without mappings says. */
  readonly emptyMappingOffset?: number;
  /** Bytes behind the mappings. */
  readonly rest?: Uint8Array;
}

/** Which way requester identifiers go to SMMUs and interrupt controllers (Arm DEN0049). */
export interface Iort {
  readonly kind: 'IORT';
  readonly header: TableHeader;
  readonly reserved: number;
  /** Bytes between the fields and the first node, in tables that have some. */
  readonly between?: Uint8Array;
  readonly nodes: readonly IortNode[];
  readonly rest?: Uint8Array;
}

const NODES_AT = TABLE_HEADER_SIZE + 12;

const readNode = (bytes: Uint8Array, name: string): IortNode => {
  const reader = new ByteReader(bytes, `IORT ${name}`, 'little');
  const { type, revision, identifier, mappingCount, mappingOffset } = node.read(reader, 0, name);
  const end = mappingCount === 0 ? bytes.length : mappingOffset;
  const data = reader.slice(node.size, end - node.size, 'data').slice();
  reader.slice(end, mappingCount * mapping.size, 'mappings');
  const mappings = Array.from({ length: mappingCount }, (_, index) =>
    mapping.read(reader, end + index * mapping.size, `mapping ${index}`),
  );
  const rest = bytes.slice(end + mappingCount * mapping.size);
  return {
    component: KINDS[type],
    type,
    revision,
    identifier,
    data,
    mappings,
    ...(mappingCount === 0 && mappingOffset !== 0 ? { emptyMappingOffset: mappingOffset } : {}),
    ...(rest.length > 0 ? { rest } : {}),
  };
};

/** @throws FormatError for a broken header, or a node or its mappings that are cut off */
export const parseIort = (bytes: Uint8Array): Iort => {
  const { header, reader } = openTable(bytes, 'IORT');
  const count = reader.u32(TABLE_HEADER_SIZE, 'count of the nodes');
  const first = reader.u32(TABLE_HEADER_SIZE + 4, 'offset of the nodes');
  const between = reader.slice(NODES_AT, first - NODES_AT, 'gap before the nodes').slice();
  const nodes: IortNode[] = [];
  let at = first;
  for (let index = 0; index < count; index++) {
    const name = `node ${index}`;
    const length = reader.u16(at + 1, `${name}.length`);
    if (length < node.size)
      throw reader.fault(at + 1, `${name}.length`, String(length), `at least ${node.size}`);
    nodes.push(readNode(reader.slice(at, length, name), name));
    at += length;
  }
  const rest = bytes.slice(at);
  return {
    kind: 'IORT',
    header,
    reserved: reader.u32(TABLE_HEADER_SIZE + 8, 'reserved'),
    ...(between.length > 0 ? { between } : {}),
    nodes,
    ...(rest.length > 0 ? { rest } : {}),
  };
};

/** An IORT as bytes, with its checksum. */
export const serialiseIort = ({
  header,
  reserved,
  between = new Uint8Array(),
  nodes,
  rest,
}: Iort): Uint8Array => {
  const writer = new ByteWriter('little')
    .u32(nodes.length)
    .u32(NODES_AT + between.length)
    .u32(reserved);
  writer.bytes(between);
  for (const {
    data,
    mappings,
    emptyMappingOffset = 0,
    rest: behind = new Uint8Array(),
    ...fields
  } of nodes) {
    const mappingsAt = node.size + data.length;
    node.write(writer, {
      ...fields,
      length: mappingsAt + mappings.length * mapping.size + behind.length,
      mappingCount: mappings.length,
      mappingOffset: mappings.length === 0 ? emptyMappingOffset : mappingsAt,
    });
    writer.bytes(data);
    for (const one of mappings) mapping.write(writer, one);
    writer.bytes(behind);
  }
  if (rest !== undefined) writer.bytes(rest);
  return serialiseTable(header, writer.toBytes());
};
