import { ByteReader } from '@warmboot/format';
import { HEADER_FIELD, HEADER_SIZE, type HeaderField, MAGIC, OLDEST_VERSION, VERSION } from '../header.js';
import { encodeName } from '../names.js';
import { RESERVATION_SIZE } from '../reservation-block.js';

/**
 * The bytes of one flattened tree while an edit works on them: reservations, structure and strings in this order, then
 * slack up to `totalsize`. Bytes move as memmove moves them: what an edit leaves behind in the slack stays there.
 */
export class FlatBlob {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  field(name: HeaderField): number {
    return this.#view.getUint32(HEADER_FIELD[name]);
  }

  setField(name: HeaderField, value: number): void {
    this.#view.setUint32(HEADER_FIELD[name], value);
  }

  setU32(offset: number, value: number): void {
    this.#view.setUint32(offset, value);
  }

  reader(): ByteReader {
    return new ByteReader(this.bytes, 'dtb', 'big');
  }

  get structEnd(): number {
    return this.field('off_dt_struct') + this.field('size_dt_struct');
  }

  /** Where the strings, and with them the used bytes, end. */
  get dataEnd(): number {
    return this.field('off_dt_strings') + this.field('size_dt_strings');
  }

  /** Replaces `oldSize` bytes of the structure block at `offset` by room for `newSize`. The new room is not cleared. */
  spliceStruct(offset: number, oldSize: number, newSize: number): void {
    this.#splice(offset, oldSize, newSize);
    this.#grow('size_dt_struct', newSize - oldSize);
    this.#grow('off_dt_strings', newSize - oldSize);
  }

  /** Makes or removes room for whole reservations at `offset`. */
  spliceReservations(offset: number, oldCount: number, newCount: number): void {
    this.#splice(offset, oldCount * RESERVATION_SIZE, newCount * RESERVATION_SIZE);
    const grown = (newCount - oldCount) * RESERVATION_SIZE;
    this.#grow('off_dt_struct', grown);
    this.#grow('off_dt_strings', grown);
  }

  /** The offset of `name` in the strings block, where it may be the tail of another; appended when it is not there. */
  internString(name: string): number {
    const start = this.field('off_dt_strings');
    const size = this.field('size_dt_strings');
    const wanted = Uint8Array.from([...encodeName(name), 0]);
    const found = indexOfBytes(this.bytes.subarray(start, start + size), wanted);
    if (found >= 0) return found;
    this.#splice(start + size, 0, wanted.length);
    this.#grow('size_dt_strings', wanted.length);
    this.bytes.set(wanted, start + size);
    return size;
  }

  #grow(name: HeaderField, by: number): void {
    this.setField(name, this.field(name) + by);
  }

  #splice(offset: number, oldSize: number, newSize: number): void {
    const end = this.dataEnd;
    const wanted = end - oldSize + newSize;
    if (wanted > this.bytes.length) {
      throw new TypeError(
        `the flat tree has room for ${this.bytes.length} bytes and would need ${wanted}: open it with a larger size`,
      );
    }
    this.bytes.copyWithin(offset + newSize, offset + oldSize, end);
  }
}

/** Sizes of the blocks of a blob, in bytes. */
interface BlockSizes {
  readonly reservations: number;
  readonly struct: number;
}

/** A blob of `size` bytes with the three blocks of `source` one after another and slack behind them. */
export const packBlocks = (source: FlatBlob, sizes: BlockSizes, size: number): FlatBlob => {
  const packed = new FlatBlob(new Uint8Array(size));
  const stringsSize = source.field('size_dt_strings');
  let end = HEADER_SIZE;
  const place = (offsetField: HeaderField, length: number): void => {
    const start = source.field(offsetField);
    packed.bytes.set(source.bytes.subarray(start, start + length), end);
    packed.setField(offsetField, end);
    end += length;
  };
  place('off_mem_rsvmap', sizes.reservations);
  place('off_dt_struct', sizes.struct);
  place('off_dt_strings', stringsSize);
  packed.setField('magic', MAGIC);
  packed.setField('totalsize', size);
  packed.setField('version', VERSION);
  packed.setField('last_comp_version', OLDEST_VERSION);
  packed.setField('boot_cpuid_phys', source.field('boot_cpuid_phys'));
  packed.setField('size_dt_strings', stringsSize);
  packed.setField('size_dt_struct', sizes.struct);
  return packed;
};

const indexOfBytes = (bytes: Uint8Array, wanted: Uint8Array): number => {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
};
