/** Pairs that a table has room for at first; it grows. */
const FIRST_ROOM = 256;

const slotOf = (first: number, second: number, mask: number): number => {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) & mask;
};

/** An open hash table by two numbers. */
class Table<V> {
  #firsts = new Int32Array(2 * FIRST_ROOM);
  #seconds = new Int32Array(2 * FIRST_ROOM);
  #values: (V | undefined)[] = Array.from<V | undefined>({ length: 2 * FIRST_ROOM });
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(first: number, second: number): V | undefined {
    return this.#values[this.#find(first, second)];
  }

  set(first: number, second: number, value: V): void {
    if (2 * this.#size >= this.#values.length) this.#widen();
    const slot = this.#find(first, second);
    if (this.#values[slot] === undefined) this.#size += 1;
    this.#firsts[slot] = first;
    this.#seconds[slot] = second;
    this.#values[slot] = value;
  }

  /** Where the pair is, or where it would go. */
  #find(first: number, second: number): number {
    const mask = this.#values.length - 1;
    for (let slot = slotOf(first, second, mask); ; slot = (slot + 1) & mask) {
      if (this.#values[slot] === undefined) return slot;
      if (this.#firsts[slot] === first && this.#seconds[slot] === second) return slot;
    }
  }

  #widen(): void {
    const [firsts, seconds, values] = [this.#firsts, this.#seconds, this.#values];
    this.#firsts = new Int32Array(2 * values.length);
    this.#seconds = new Int32Array(2 * values.length);
    this.#values = Array.from<V | undefined>({ length: 2 * values.length });
    for (const [at, value] of values.entries()) {
      if (value === undefined) continue;
      const slot = this.#find(firsts[at]!, seconds[at]!);
      this.#firsts[slot] = firsts[at]!;
      this.#seconds[slot] = seconds[at]!;
      this.#values[slot] = value;
    }
  }
}

/**
 * A memo by pairs of numbers, as long as there is room: it keeps at least the last `room` pairs that were asked for, at most
 * twice as many. A search goes on where it is, so what nobody asked for lately can go.
 */
export class BoundedMemo<V> {
  readonly #room: number;
  #young = new Table<V>();
  #old = new Table<V>();

  /** @param room pairs */
  constructor(room: number) {
    this.#room = room;
  }

  get(first: number, second: number): V | undefined {
    const young = this.#young.get(first, second);
    if (young !== undefined) return young;
    const old = this.#old.get(first, second);
    if (old !== undefined) this.set(first, second, old);
    return old;
  }

  set(first: number, second: number, value: V): void {
    if (this.#young.size >= this.#room) {
      this.#old = this.#young;
      this.#young = new Table();
    }
    this.#young.set(first, second, value);
  }
}
