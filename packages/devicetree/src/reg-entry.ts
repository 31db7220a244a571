/** One entry of `reg`: physical address and size in bytes, each as wide as the parent's cell counts say. */
export interface RegEntry {
  readonly address: bigint;
  readonly size: bigint;
}

/** How many 32-bit cells an address and a size take in the children of a node. */
export interface CellCounts {
  readonly addressCells: number;
  readonly sizeCells: number;
}
