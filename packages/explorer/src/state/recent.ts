/** Two numbers as one: the second is a machine, of which a search holds fewer. The first may go to 2^27. */
const SECOND = 2 ** 26;

/**
 * What was found out about pairs of numbers, as long as there is room: at least the last `room` pairs that were asked for,
 * at most twice as many. A search goes on where it is, so what nobody asked for lately can go.
 */
export class Recent<V> {
  readonly #room: number;
  #young = new Map<number, V>();
  #old = new Map<number, V>();

  constructor(room: number) {
    this.#room = room;
  }

  get(first: number, second: number): V | undefined {
    const key = first * SECOND + second;
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.#keep(key, old);
    return old;
  }

  set(first: number, second: number, value: V): void {
    this.#keep(first * SECOND + second, value);
  }

  #keep(key: number, value: V): void {
    if (this.#young.size >= this.#room) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
