import type { ByteReader, ByteWriter } from '@warmboot/format';
import type { Layout } from '../layout/layout.js';

/** An entry whose type this package gives no fields for: its bytes after type and length, as they are. */
export interface UnknownEntry {
  readonly kind: 'unknown';
  readonly type: number;
  readonly body: Uint8Array;
}

/** The shape of one entry type of a table that is a list of `{ type, length, ... }`. */
export interface EntryShape {
  readonly type: number;
  readonly kind: string;
  /** The fields after type and length. */
  readonly body: Layout<object>;
  /** Field bytes that every revision has; the whole layout when absent. */
  readonly required?: number;
}

/** The value of an entry shape. Bytes after the fields we know are kept in `rest`. */
export type EntryOf<S> = S extends { readonly kind: infer K; readonly body: Layout<infer T> }
  ? { readonly kind: K } & (S extends { readonly required: number } ? Partial<T> : T) & {
        readonly rest?: Uint8Array;
      }
  : never;

/** Declares an entry shape and keeps its literal types. */
export const entryShape = <const K extends string, T extends object>(
  type: number,
  kind: K,
  body: Layout<T>,
): { readonly type: number; readonly kind: K; readonly body: Layout<T> } => ({ type, kind, body });

/** Declares an entry shape whose later revisions are longer; `required` counts the field bytes all of them have. */
export const growingEntryShape = <const K extends string, T extends object>(
  type: number,
  kind: K,
  body: Layout<T>,
  required: number,
): { readonly type: number; readonly kind: K; readonly body: Layout<T>; readonly required: number } => ({
  type,
  kind,
  body,
  required,
});

/** How type and length stand at the start of an entry. */
export interface EntryHead {
  readonly size: number;
  read(reader: ByteReader, offset: number, name: string): { readonly type: number; readonly length: number };
  write(writer: ByteWriter, type: number, length: number): void;
}

/** `type u8, length u8`, as in SRAT and MADT. */
export const byteHead: EntryHead = {
  size: 2,
  read: (reader, offset, name) => ({
    type: reader.u8(offset, `${name}.type`),
    length: reader.u8(offset + 1, `${name}.length`),
  }),
  write: (writer, type, length) => void writer.u8(type).u8(length),
};

/** `type u16, length u16`, as in DMAR and NFIT. */
export const wordHead: EntryHead = {
  size: 4,
  read: (reader, offset, name) => ({
    type: reader.u16(offset, `${name}.type`),
    length: reader.u16(offset + 2, `${name}.length`),
  }),
  write: (writer, type, length) => void writer.u16(type).u16(length),
};

/** `type u32, length u32`, as in LPIT. */
export const longHead: EntryHead = {
  size: 8,
  read: (reader, offset, name) => ({
    type: reader.u32(offset, `${name}.type`),
    length: reader.u32(offset + 4, `${name}.length`),
  }),
  write: (writer, type, length) => void writer.u32(type).u32(length),
};

/** `type u8, reserved u8, length u16`, as in CEDT. */
export const cedtHead: EntryHead = {
  size: 4,
  read: (reader, offset, name) => ({
    type: reader.u8(offset, `${name}.type`),
    length: reader.u16(offset + 2, `${name}.length`),
  }),
  write: (writer, type, length) => void writer.u8(type).u8(0).u16(length),
};

interface LooseEntry {
  readonly kind: string;
  readonly type?: number;
  readonly body?: Uint8Array;
  readonly rest?: Uint8Array;
}

/** Reads entries from `offset` to the end of the table. @throws FormatError for an entry that is too short or cut off */
export const readEntries = <E>(
  reader: ByteReader,
  offset: number,
  head: EntryHead,
  shapes: readonly EntryShape[],
): E[] => {
  const byType = new Map(shapes.map((shape) => [shape.type, shape]));
  const entries: unknown[] = [];
  for (let at = offset; at < reader.length;) {
    const name = `entry ${entries.length}`;
    const { type, length } = head.read(reader, at, name);
    const shape = byType.get(type);
    const least = head.size + (shape === undefined ? 0 : (shape.required ?? shape.body.size));
    if (length < least) {
      throw reader.fault(at + 1, `${name}.length`, String(length), `at least ${least} for type ${type}`);
    }
    const body = reader.slice(at + head.size, length - head.size, name);
    if (shape === undefined) {
      entries.push({ kind: 'unknown', type, body: body.slice() });
    } else {
      const end = at + Math.min(length, head.size + shape.body.size);
      const fields = shape.body.readPrefix(reader, at + head.size, end, `${name} (${shape.kind})`);
      const rest = body.slice(shape.body.size);
      entries.push({ kind: shape.kind, ...fields, ...(rest.length > 0 ? { rest } : {}) });
    }
    at += length;
  }
  return entries as E[];
};

/** Writes entries as {@link readEntries} read them. */
export const writeEntries = (
  writer: ByteWriter,
  head: EntryHead,
  shapes: readonly EntryShape[],
  entries: readonly LooseEntry[],
  scratch: () => ByteWriter,
): void => {
  const byKind = new Map(shapes.map((shape) => [shape.kind, shape]));
  for (const entry of entries) {
    const shape = byKind.get(entry.kind);
    const body = scratch();
    if (shape !== undefined) {
      shape.body.writePrefix(body, entry as object);
      if (entry.rest !== undefined) body.bytes(entry.rest);
    } else if (entry.kind === 'unknown' && entry.body !== undefined) {
      body.bytes(entry.body);
    } else throw new TypeError(`no entry of kind '${entry.kind}' in this table`);
    head.write(writer, shape?.type ?? entry.type ?? 0, head.size + body.length);
    writer.bytes(body.toBytes());
  }
};
