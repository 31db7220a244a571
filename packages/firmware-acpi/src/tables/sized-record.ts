import type { ByteReader, ByteWriter } from '@warmboot/format';
import type { Layout } from '../layout/layout.js';

interface WithLength {
  /** Bytes of the record with what follows its fields. */
  readonly length: number;
}

/** A record that says its length among its fields, and has bytes of its own behind them. */
export interface SizedRecord<T extends WithLength> {
  /**
   * @returns the fields without the length, the bytes behind them, and where the record ends
   * @throws FormatError for a length that is too short, or past the end
   */
  read(
    reader: ByteReader,
    at: number,
    name: string,
  ): { readonly fields: Omit<T, 'length'>; readonly tail: Uint8Array; readonly end: number };
  write(writer: ByteWriter, fields: Omit<T, 'length'>, tail: Uint8Array): void;
}

/** Reads and writes such records by their fields. */
export const sizedRecord = <T extends WithLength>(wire: Layout<T>): SizedRecord<T> => ({
  read: (reader, at, name) => {
    const { length, ...fields } = wire.read(reader, at, name);
    if (length < wire.size) {
      const field = `${name}.length`;
      throw reader.fault(at + wire.offsets.length, field, String(length), `at least ${wire.size}`);
    }
    const tail = reader.slice(at + wire.size, length - wire.size, name).slice();
    return { fields, tail, end: at + length };
  },
  write: (writer, fields, tail) => {
    wire.write(writer, { ...fields, length: wire.size + tail.length } as T);
    writer.bytes(tail);
  },
});
