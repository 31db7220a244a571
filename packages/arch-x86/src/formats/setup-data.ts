import { ByteReader, ByteWriter } from '@warmboot/format';

/** Types of setup_data nodes. uapi/asm/bootparam.h (spec 1.3). */
export const SETUP_DATA_TYPE = {
  NONE: 0,
  E820_EXT: 1,
  DTB: 2,
  PCI: 3,
  EFI: 4,
  APPLE_PROPERTIES: 5,
  JAILHOUSE: 6,
  CC_BLOB: 7,
  IMA: 8,
  RNG_SEED: 9,
  /** The data is a {@link SetupIndirect}. */
  INDIRECT: 0x8000_0000,
} as const;

/** Bytes of a node before its data. */
export const SETUP_DATA_HEADER_SIZE = 16;

/** One node of the list that boot_params points to: struct setup_data. */
export interface SetupDataNode {
  /** Physical address of the next node, 0 at the end. */
  readonly next: bigint;
  readonly type: number;
  readonly data: Uint8Array;
}

const FORMAT = 'setup_data';

/** @throws FormatError when the data is cut off */
export const parseSetupData = (bytes: Uint8Array): SetupDataNode => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  return {
    next: reader.u64(0, 'next'),
    type: reader.u32(8, 'type'),
    data: reader.slice(SETUP_DATA_HEADER_SIZE, reader.u32(12, 'len'), 'data'),
  };
};

/** A node with its header of 16 bytes. */
export const serialiseSetupData = ({ next, type, data }: SetupDataNode): Uint8Array =>
  new ByteWriter('little', SETUP_DATA_HEADER_SIZE + data.length)
    .u64(next)
    .u32(type)
    .u32(data.length)
    .bytes(data)
    .toBytes();

/** struct setup_indirect: data that lies elsewhere. */
export interface SetupIndirect {
  readonly type: number;
  /** Bytes. */
  readonly size: bigint;
  readonly address: bigint;
}

/** @throws FormatError for less than 24 bytes */
export const parseSetupIndirect = (bytes: Uint8Array): SetupIndirect => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  return { type: reader.u32(0, 'type'), size: reader.u64(8, 'len'), address: reader.u64(16, 'addr') };
};

/** The payload of a SETUP_INDIRECT node. */
export const serialiseSetupIndirect = ({ type, size, address }: SetupIndirect): Uint8Array =>
  new ByteWriter('little', 24).u32(type).u32(0).u64(size).u64(address).toBytes();

/** Reads physical memory; undefined where nothing is known of it. */
export type ReadPhysical = (address: bigint, size: number) => Uint8Array | undefined;

/** A node and where it lies. */
export interface PlacedSetupData extends SetupDataNode {
  readonly address: bigint;
}

/** More nodes than any loader makes; a list that is longer is taken for a broken one. */
const MAX_NODES = 1024;

/**
 * The nodes of a list in its order. Memory that cannot be read ends the list.
 * @throws FormatError for a list that runs in a circle
 */
export const walkSetupData = (head: bigint, read: ReadPhysical): PlacedSetupData[] => {
  const nodes: PlacedSetupData[] = [];
  const seen = new Set<bigint>();
  for (let address = head; address !== 0n;) {
    if (seen.has(address) || nodes.length >= MAX_NODES) {
      throw new ByteReader(new Uint8Array(), FORMAT, 'little').fault(
        0,
        'next',
        `0x${address.toString(16)} again, or node ${nodes.length}`,
        `a list of at most ${MAX_NODES} nodes that ends with 0`,
      );
    }
    seen.add(address);
    const header = read(address, SETUP_DATA_HEADER_SIZE);
    if (header === undefined) break;
    const size = new ByteReader(header, FORMAT, 'little').u32(12, 'len');
    const bytes = read(address, SETUP_DATA_HEADER_SIZE + size);
    if (bytes === undefined) break;
    const node = { address, ...parseSetupData(bytes) };
    nodes.push(node);
    address = node.next;
  }
  return nodes;
};
