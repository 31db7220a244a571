/** A range as `reg` writes it: physical address and size in bytes, as wide as the parent's cell counts say. */
export interface AddressRange {
  readonly address: bigint;
  readonly size: bigint;
}

/** How many 32-bit cells an address and a size take in the children of a node. */
export interface CellCounts {
  readonly addressCells: number;
  readonly sizeCells: number;
}
