/** 32-bit mixing of a row: FNV-1a over its numbers, then an avalanche. */
const hashOf = (row: readonly number[]): number => {
  let hash = 0x811c9dc5;
  for (const value of row) hash = Math.imul(hash ^ value, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/**
 * The states that were met, in the order of meeting: rows of `width` numbers, and how each was first reached. An open
 * hash table finds a row; the row itself is compared, so two states that hash alike stay two.
 */
export class StateTable {
  readonly width: number;
  #rows: Int32Array;
  #parents: Int32Array;
  #moves: Int32Array;
  #slots: Int32Array;
  #size = 0;
  #collisions = 0;

  constructor(width: number, capacity = 1024) {
    this.width = width;
    this.#rows = new Int32Array(capacity * width);
    this.#parents = new Int32Array(capacity);
    this.#moves = new Int32Array(capacity);
    this.#slots = new Int32Array(capacity * 2).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  /** Comparisons of different rows that met in one slot. */
  get collisions(): number {
    return this.#collisions;
  }

  /** Bytes held, all told. */
  get bytes(): number {
    return 4 * (this.#rows.length + this.#parents.length + this.#moves.length + this.#slots.length);
  }

  /** Adds a state. @returns its number, or -1 where it was there already */
  add(row: readonly number[], parent: number, move: number): number {
    const slot = this.#find(row);
    if (this.#slots[slot] !== -1) return -1;
    if (this.#size === this.#parents.length) {
      this.#grow();
      return this.add(row, parent, move);
    }
    const index = this.#size;
    this.#rows.set(row, index * this.width);
    this.#parents[index] = parent;
    this.#moves[index] = move;
    this.#slots[slot] = index;
    this.#size += 1;
    return index;
  }

  /** The moves that first led to a state, from the beginning. */
  pathTo(index: number): number[] {
    const path: number[] = [];
    for (let at = index; this.#parents[at]! >= 0; at = this.#parents[at]!) path.push(this.#moves[at]!);
    return path.reverse();
  }

  #find(row: readonly number[]): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(row) & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]!;
      if (index === -1 || this.#equals(index, row)) return slot;
      this.#collisions += 1;
    }
  }

  #equals(index: number, row: readonly number[]): boolean {
    const base = index * this.width;
    for (let at = 0; at < this.width; at += 1) if (this.#rows[base + at] !== row[at]) return false;
    return true;
  }

  #grow(): void {
    const capacity = this.#parents.length * 2;
    const longer = (old: Int32Array, length: number): Int32Array => {
      const fresh = new Int32Array(length);
      fresh.set(old);
      return fresh;
    };
    this.#rows = longer(this.#rows, capacity * this.width);
    this.#parents = longer(this.#parents, capacity);
    this.#moves = longer(this.#moves, capacity);
    this.#slots = new Int32Array(capacity * 2).fill(-1);
    for (let index = 0; index < this.#size; index += 1) {
      const row = [...this.#rows.subarray(index * this.width, (index + 1) * this.width)];
      this.#slots[this.#find(row)] = index;
    }
  }
}
