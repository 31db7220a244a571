interface Known {
  readonly bytes: Uint8Array;
  readonly number: number;
}

/** FNV-1a, four bytes at a time where they lie so. */
const hashOf = (bytes: Uint8Array): number => {
  let hash = 0x811c9dc5 ^ bytes.length;
  const whole = bytes.byteOffset % 4 === 0 ? bytes.length >> 2 : 0;
  const words = whole === 0 ? [] : new Int32Array(bytes.buffer, bytes.byteOffset, whole);
  for (let at = 0; at < whole; at += 1) hash = Math.imul(hash ^ words[at]!, 0x01000193);
  for (let at = whole * 4; at < bytes.length; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
};

const equal = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
};

/** Numbers for bytes: hand-overs, files. Bytes whose hashes meet are compared before they are taken for equal. */
export class ByteNumbers {
  readonly #byHash = new Map<number, Known[]>();
  readonly #fresh: () => number;
  #size = 0;

  constructor(fresh: () => number) {
    this.#fresh = fresh;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#size;
  }

  number(bytes: Uint8Array): number {
    const hash = hashOf(bytes);
    let met = this.#byHash.get(hash);
    if (met === undefined) this.#byHash.set(hash, (met = []));
    const known = met.find((one) => equal(one.bytes, bytes));
    if (known !== undefined) return known.number;
    const number = this.#fresh();
    met.push({ bytes, number });
    this.#size += bytes.length;
    return number;
  }
}
