import { FormatError } from './format-error.js';

/** Which byte of a number comes first. */
export type Endian = 'little' | 'big';

/** Reads fixed-size fields at explicit offsets and refuses, by name, to read past the end. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly #view: DataView;
  readonly #little: boolean;

  /** @param format name of the format, for messages */
  constructor(bytes: Uint8Array, format: string, endian: Endian) {
    this.bytes = bytes;
    this.format = format;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = endian === 'little';
  }

  get length(): number {
    return this.bytes.length;
  }

  /** A byte. @throws FormatError past the end */
  u8(offset: number, field: string): number {
    this.#need(offset, 1, field);
    return this.#view.getUint8(offset);
  }

  /** Two bytes. @throws FormatError past the end */
  u16(offset: number, field: string): number {
    this.#need(offset, 2, field);
    return this.#view.getUint16(offset, this.#little);
  }

  /** Four bytes. @throws FormatError past the end */
  u32(offset: number, field: string): number {
    this.#need(offset, 4, field);
    return this.#view.getUint32(offset, this.#little);
  }

  /** Eight bytes. @throws FormatError past the end */
  u64(offset: number, field: string): bigint {
    this.#need(offset, 8, field);
    return this.#view.getBigUint64(offset, this.#little);
  }

  /** A view, not a copy, of `[offset, offset + size)`. */
  slice(offset: number, size: number, field: string): Uint8Array {
    this.#need(offset, size, field);
    return this.bytes.subarray(offset, offset + size);
  }

  /** Builds the error for a field that is there but wrong. */
  fault(offset: number, field: string, found: string, allowed: string): FormatError {
    return new FormatError({ format: this.format, offset, field, found, allowed });
  }

  #need(offset: number, size: number, field: string): void {
    if (offset >= 0 && size >= 0 && offset + size <= this.bytes.length) return;
    throw this.fault(
      offset,
      field,
      `cut off (needs ${size} bytes at offset 0x${offset.toString(16)}, the input has ${this.bytes.length})`,
      `an input of at least ${offset + size} bytes`,
    );
  }
}
