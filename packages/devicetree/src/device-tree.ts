/** A physical range that the next program must not use. Devicetree Specification v0.4, 5.3. */
export interface Reservation {
  /** Physical address of the first byte, 64 bits. */
  readonly address: bigint;
  /** Bytes, at least 1: on the wire a size of 0 ends the list. */
  readonly size: bigint;
}

/** A named value. What its bytes mean is up to the binding: see {@link readU32} and its siblings. */
export interface Property {
  readonly name: string;
  /** The bytes as they stand in the blob. Shared between trees: never write into them. */
  readonly value: Uint8Array;
}

/** A node with its properties and children in the order of the blob. */
export interface DeviceNode {
  /** With its unit address: `memory@40000000`. Empty for the root. */
  readonly name: string;
  readonly properties: readonly Property[];
  readonly children: readonly DeviceNode[];
}

/**
 * A whole devicetree as a value. Edits give a new tree that shares what did not change.
 * Byte layout (gaps, order of blocks, NOP tokens) is not part of it: use {@link FlatTree} where that matters.
 */
export interface DeviceTree {
  /** Format version to write: 17, or 16 for readers from before 2007. */
  readonly version: 16 | 17;
  /** Physical id of the boot CPU, `boot_cpuid_phys`, 32 bits. */
  readonly bootCpu: number;
  readonly reservations: readonly Reservation[];
  readonly root: DeviceNode;
}

/** A tree with nothing in it but a root. */
export const emptyTree: DeviceTree = Object.freeze({
  version: 17,
  bootCpu: 0,
  reservations: Object.freeze([]),
  root: Object.freeze({ name: '', properties: Object.freeze([]), children: Object.freeze([]) }),
});

/** A node visited by {@link walkNodes}. */
export interface VisitedNode {
  /** Full path: `/`, `/soc/serial@9000000`. */
  readonly path: string;
  readonly node: DeviceNode;
}

/** Every node, parents before children, in the order of the blob. */
export function* walkNodes(tree: DeviceTree): Generator<VisitedNode> {
  const pending: VisitedNode[] = [{ path: '/', node: tree.root }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    const prefix = visit.path === '/' ? '/' : `${visit.path}/`;
    for (const node of visit.node.children.toReversed()) pending.push({ path: prefix + node.name, node });
  }
}
