/** 32-bit mixing of a state vector: FNV-1a over its numbers, then an avalanche. */
const hashOf = (vector: ArrayLike<number>): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < vector.length; at += 1) hash = Math.imul(hash ^ vector[at]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** States whose vectors lie in one array: they are never moved, so the set never needs room for itself twice. */
const CHUNK = 2 ** 12;

/**
 * The states that were met, in the order of meeting: vectors of `width` numbers, and how each was first reached. An open
 * hash table finds a vector; the vector itself is compared, so two states that hash alike stay two.
 */
export class VisitedSet {
  readonly width: number;
  /** A state is a record: its vector, the state before it, and the step that led from there. */
  readonly #record: number;
  readonly #chunks: Int32Array[] = [];
  #slots = new Int32Array(2048).fill(-1);
  #size = 0;
  #collisions = 0;

  constructor(width: number) {
    this.width = width;
    this.#record = width + 2;
  }

  get size(): number {
    return this.#size;
  }

  /** Comparisons of different vectors that met in one slot. */
  get collisions(): number {
    return this.#collisions;
  }

  /** Bytes held, all told. */
  get bytes(): number {
    return 4 * (this.#chunks.length * CHUNK * this.#record + this.#slots.length);
  }

  /** Adds a state, unless it is there. @returns its number: the greatest of all where it is new */
  add(vector: ArrayLike<number>, parent: number, step: number): number {
    if (this.#size * 3 >= this.#slots.length * 2) this.#widen();
    const slot = this.#find(vector);
    if (this.#slots[slot] !== -1) return this.#slots[slot]!;
    const index = this.#size;
    if (index % CHUNK === 0) this.#chunks.push(new Int32Array(CHUNK * this.#record));
    const chunk = this.#chunkOf(index);
    const base = this.#baseOf(index);
    for (let at = 0; at < this.width; at += 1) chunk[base + at] = vector[at]!;
    chunk[base + this.width] = parent;
    chunk[base + this.width + 1] = step;
    this.#slots[slot] = index;
    this.#size += 1;
    return index;
  }

  /** Copies the vector of a state into an array of at least the set's width. */
  read(index: number, vector: Int32Array): void {
    const chunk = this.#chunkOf(index);
    const base = this.#baseOf(index);
    for (let at = 0; at < this.width; at += 1) vector[at] = chunk[base + at]!;
  }

  /** The state from which a state was first reached; -1 for the first of all. */
  parentOf(index: number): number {
    return this.#chunkOf(index)[this.#baseOf(index) + this.width]!;
  }

  /** The step that first led to a state. */
  stepTo(index: number): number {
    return this.#chunkOf(index)[this.#baseOf(index) + this.width + 1]!;
  }

  /** The steps that first led to a state, from the beginning. */
  pathTo(index: number): number[] {
    const path: number[] = [];
    for (let at = index; this.parentOf(at) >= 0; at = this.parentOf(at)) path.push(this.stepTo(at));
    return path.reverse();
  }

  #chunkOf(index: number): Int32Array {
    return this.#chunks[Math.floor(index / CHUNK)]!;
  }

  #baseOf(index: number): number {
    return (index % CHUNK) * this.#record;
  }

  #find(vector: ArrayLike<number>): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(vector) & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]!;
      if (index === -1 || this.#equals(index, vector)) return slot;
      this.#collisions += 1;
    }
  }

  #equals(index: number, vector: ArrayLike<number>): boolean {
    const chunk = this.#chunkOf(index);
    const base = this.#baseOf(index);
    for (let at = 0; at < this.width; at += 1) if (chunk[base + at] !== vector[at]) return false;
    return true;
  }

  #widen(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = this.#slots.length - 1;
    const vector = new Int32Array(this.width);
    for (let index = 0; index < this.#size; index += 1) {
      this.read(index, vector);
      let slot = hashOf(vector) & mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
      this.#slots[slot] = index;
    }
  }
}
