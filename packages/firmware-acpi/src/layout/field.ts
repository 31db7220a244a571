import type { ByteReader, ByteWriter } from '@warmboot/format';

/** How one fixed-size field of a structure is read and written. */
export interface Field<T> {
  /** Bytes on the wire. */
  readonly size: number;
  read(reader: ByteReader, offset: number, name: string): T;
  write(writer: ByteWriter, value: T): void;
}

export const u8: Field<number> = {
  size: 1,
  read: (reader, offset, name) => reader.u8(offset, name),
  write: (writer, value) => void writer.u8(value),
};

export const u16: Field<number> = {
  size: 2,
  read: (reader, offset, name) => reader.u16(offset, name),
  write: (writer, value) => void writer.u16(value),
};

export const u32: Field<number> = {
  size: 4,
  read: (reader, offset, name) => reader.u32(offset, name),
  write: (writer, value) => void writer.u32(value),
};

export const u64: Field<bigint> = {
  size: 8,
  read: (reader, offset, name) => reader.u64(offset, name),
  write: (writer, value) => void writer.u64(value),
};

/** `size` bytes that are kept as they are, such as reserved space. */
export const bytes = (size: number): Field<Uint8Array> => ({
  size,
  read: (reader, offset, name) => reader.slice(offset, size, name).slice(),
  write: (writer, value) => {
    if (value.length !== size) throw new TypeError(`${value.length} bytes given for a field of ${size}`);
    writer.bytes(value);
  },
});

/**
 * `size` characters, one a byte. Padding is part of the value, because firmware pads with blanks or with zeros and
 * the byte sum covers both; a shorter value is padded with zeros when it is written.
 */
export const text = (size: number): Field<string> => ({
  size,
  read: (reader, offset, name) => String.fromCharCode(...reader.slice(offset, size, name)),
  write: (writer, value) => {
    if (value.length > size) throw new TypeError(`'${value}' is longer than ${size} characters`);
    for (let index = 0; index < size; index++) writer.u8(index < value.length ? value.charCodeAt(index) : 0);
  },
});
