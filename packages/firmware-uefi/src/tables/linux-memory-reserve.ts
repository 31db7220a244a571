import { ByteReader, ByteWriter } from '@warmboot/format';

const FORMAT = 'LINUX_EFI_MEMRESERVE';
const HEADER_SIZE = 16;
const ENTRY_SIZE = 16;
const PAGE_SIZE = 4096;

/** Slots in a node that fills one page. */
export const MEMORY_RESERVE_NODE_CAPACITY = (PAGE_SIZE - HEADER_SIZE) / ENTRY_SIZE;

/** A range that kernels hand to their successors: interrupt tables that hardware keeps writing to (spec P4). */
export interface MemoryReservation {
  readonly base: bigint;
  /** Bytes. */
  readonly size: bigint;
}

/** A node of the list (`struct linux_efi_memreserve`; spec P1). The root that the stub makes has no capacity. */
export interface MemoryReserveNode {
  /** Slots in the node. */
  readonly capacity: number;
  /** Slots in use. */
  readonly reservations: readonly MemoryReservation[];
  /** Physical address of the next node, 0 at the end. */
  readonly next: bigint;
}

/** The node that the EFI stub installs as a configuration table. */
export const EMPTY_MEMORY_RESERVE_ROOT: MemoryReserveNode = { capacity: 0, reservations: [], next: 0n };

/**
 * Reads one node. Slots past the count are not looked at.
 * @throws FormatError when more slots are used than there are, or the node is cut off
 */
export const parseMemoryReserveNode = (bytes: Uint8Array): MemoryReserveNode => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const capacity = reader.u32(0, 'size');
  if (capacity > 0x7fff_ffff) throw reader.fault(0, 'size', String(capacity | 0), 'a capacity of at least 0');
  const count = reader.u32(4, 'count');
  if (count > capacity) {
    throw reader.fault(4, 'count', String(count | 0), `0 to ${capacity}, the capacity of the node`);
  }
  const next = reader.u64(8, 'next');
  reader.slice(HEADER_SIZE, count * ENTRY_SIZE, 'entry');
  const reservations = Array.from({ length: count }, (_, index) => ({
    base: reader.u64(HEADER_SIZE + index * ENTRY_SIZE, `entry ${index} base`),
    size: reader.u64(HEADER_SIZE + index * ENTRY_SIZE + 8, `entry ${index} size`),
  }));
  return { capacity, reservations, next };
};

/** The node with all its slots, unused ones zero. Throws a TypeError when it has more reservations than slots. */
export const serialiseMemoryReserveNode = (node: MemoryReserveNode): Uint8Array => {
  const { capacity, reservations, next } = node;
  if (reservations.length > capacity) {
    throw new TypeError(`${reservations.length} reservations do not fit into ${capacity} slots`);
  }
  const writer = new ByteWriter('little', HEADER_SIZE + capacity * ENTRY_SIZE)
    .u32(capacity)
    .u32(reservations.length)
    .u64(next);
  for (const { base, size } of reservations) writer.u64(base).u64(size);
  return writer.zeros((capacity - reservations.length) * ENTRY_SIZE).toBytes();
};

/** The list as a kernel walks it: root first. The address of each node is its key. */
export interface MemoryReserveList {
  readonly root: bigint;
  readonly nodes: ReadonlyMap<bigint, MemoryReserveNode>;
}

/**
 * The nodes in list order, each with its address.
 * @throws FormatError when a node is missing or the list runs in a circle
 */
export const walkMemoryReserveList = ({
  root,
  nodes,
}: MemoryReserveList): readonly { readonly address: bigint; readonly node: MemoryReserveNode }[] => {
  const walked: { readonly address: bigint; readonly node: MemoryReserveNode }[] = [];
  for (let address = root; address !== 0n;) {
    const node = nodes.get(address);
    if (node === undefined || walked.length >= nodes.size) {
      const found = `0x${address.toString(16)}`;
      const why = node === undefined ? 'the address of a node, or 0' : 'a list that ends';
      throw new ByteReader(new Uint8Array(0), FORMAT, 'little').fault(8, 'next', found, why);
    }
    walked.push({ address, node });
    address = node.next;
  }
  return walked;
};

/**
 * Adds a reservation as `efi_mem_reserve_persistent` does: into the first node after the root that has a free slot,
 * else into a new page-sized node right behind the root (spec P2).
 * @param allocate gives the physical address of a zeroed page; called only when every node is full
 */
export const reservePersistently = (
  list: MemoryReserveList,
  reservation: MemoryReservation,
  allocate: () => bigint,
): MemoryReserveList => {
  const [root, ...rest] = walkMemoryReserveList(list);
  if (root === undefined) throw new TypeError('the list has no root');
  const nodes = new Map(list.nodes);
  const free = rest.find(({ node }) => node.reservations.length < node.capacity);
  if (free !== undefined) {
    const reservations = [...free.node.reservations, reservation];
    nodes.set(free.address, { ...free.node, reservations });
    return { ...list, nodes };
  }
  const address = allocate();
  nodes.set(address, {
    capacity: MEMORY_RESERVE_NODE_CAPACITY,
    reservations: [reservation],
    next: root.node.next,
  });
  nodes.set(root.address, { ...root.node, next: address });
  return { ...list, nodes };
};

/** Everything that the next kernel reserves: each node itself, then its ranges, in list order (spec P3). */
export const memoryReserveRanges = (list: MemoryReserveList): readonly MemoryReservation[] =>
  walkMemoryReserveList(list).flatMap(({ address, node }) => [
    { base: address, size: BigInt(HEADER_SIZE + node.capacity * ENTRY_SIZE) },
    ...node.reservations,
  ]);
