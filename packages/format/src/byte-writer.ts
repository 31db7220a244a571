import type { Endian } from './byte-reader.js';

/** A growing buffer of fixed-size fields. Values out of a field's range are a TypeError: they are the caller's mistake. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;
  readonly #little: boolean;

  constructor(endian: Endian, capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
    this.#little = endian === 'little';
  }

  /** Bytes written so far, which is also the offset of the next field. */
  get length(): number {
    return this.#length;
  }

  /** Appends a byte. */
  u8(value: number): this {
    checkRange(value, 0xff);
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
    return this;
  }

  /** Appends two bytes. */
  u16(value: number): this {
    checkRange(value, 0xffff);
    const at = this.#reserve(2);
    this.#view.setUint16(at, value, this.#little);
    return this;
  }

  /** Appends four bytes. */
  u32(value: number): this {
    checkRange(value, 0xffff_ffff);
    const at = this.#reserve(4);
    this.#view.setUint32(at, value, this.#little);
    return this;
  }

  /** Appends eight bytes. */
  u64(value: bigint): this {
    if (value < 0n || value > 0xffff_ffff_ffff_ffffn) throw new TypeError(`${value} does not fit in 64 bits`);
    const at = this.#reserve(8);
    this.#view.setBigUint64(at, value, this.#little);
    return this;
  }

  /** Appends bytes as they are. */
  bytes(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** Appends so many bytes of zero. */
  zeros(count: number): this {
    this.#reserve(count);
    return this;
  }

  /** Pads with zero bytes up to the next multiple of `alignment`. */
  align(alignment: number): this {
    const over = this.#length % alignment;
    return over === 0 ? this : this.zeros(alignment - over);
  }

  /** Overwrites a field that was written before its value was known. */
  patchU32(offset: number, value: number): this {
    if (offset + 4 > this.#length)
      throw new TypeError(`cannot patch at ${offset}: only ${this.#length} bytes written`);
    checkRange(value, 0xffff_ffff);
    this.#view.setUint32(offset, value, this.#little);
    return this;
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}

const checkRange = (value: number, max: number): void => {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new TypeError(`${value} does not fit in [0, 0x${max.toString(16)}]`);
  }
};
