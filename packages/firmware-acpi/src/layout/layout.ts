import type { ByteReader, ByteWriter } from '@warmboot/format';
import type { Field } from './field.js';

type Fields = Readonly<Record<string, Field<never>>>;

/** The value a set of fields describes. */
export type RecordOf<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A structure: named fields in address order, without gaps. It is itself a field, so structures nest. */
export interface Layout<T> extends Field<T> {
  /** Byte offset of each field from the start of the structure. */
  readonly offsets: { readonly [K in keyof T]: number };
  /**
   * Reads as many whole fields as fit below `end`: later revisions of a structure only ever append.
   * @throws FormatError when `end` cuts a field in two
   */
  readPrefix(reader: ByteReader, offset: number, end: number, name: string): Partial<T>;
  /** Writes the fields that `value` has, which must be a prefix of the structure. */
  writePrefix(writer: ByteWriter, value: Partial<T>): void;
}

/** Builds a structure from its fields. */
export const layout = <F extends { readonly [K in keyof F]: Field<F[K] extends Field<infer T> ? T : never> }>(
  fields: F,
): Layout<RecordOf<F>> => {
  type T = RecordOf<F>;
  const entries = Object.entries(fields as unknown as Fields) as [string, Field<unknown>][];
  const offsets: Record<string, number> = {};
  let size = 0;
  for (const [key, field] of entries) {
    offsets[key] = size;
    size += field.size;
  }

  const readPrefix = (reader: ByteReader, offset: number, end: number, name: string): Partial<T> => {
    const value: Record<string, unknown> = {};
    for (const [key, field] of entries) {
      const at = offset + (offsets[key] ?? 0);
      if (at >= end) break;
      if (at + field.size > end) {
        throw reader.fault(at, `${name}.${key}`, `cut off at 0x${end.toString(16)}`, `${field.size} bytes`);
      }
      value[key] = field.read(reader, at, `${name}.${key}`);
    }
    return value as Partial<T>;
  };

  return {
    size,
    offsets: offsets as { readonly [K in keyof T]: number },
    read: (reader, offset, name) => {
      const value: Record<string, unknown> = {};
      for (const [key, field] of entries) {
        value[key] = field.read(reader, offset + (offsets[key] ?? 0), `${name}.${key}`);
      }
      return value as T;
    },
    write: (writer, value) => {
      for (const [key, field] of entries) field.write(writer, (value as Record<string, unknown>)[key]);
    },
    readPrefix,
    writePrefix: (writer, value) => {
      const given = value as Record<string, unknown>;
      let ended: string | undefined;
      for (const [key, field] of entries) {
        if (given[key] === undefined) ended ??= key;
        else if (ended !== undefined) throw new TypeError(`${key} is given but ${ended} before it is not`);
        else field.write(writer, given[key]);
      }
    },
  };
};
