import { ByteWriter } from '@warmboot/format';
import { layout, type Layout } from '../layout/layout.js';
import { readEntries, writeEntries, type EntryHead, type EntryShape, type UnknownEntry } from './entry.js';
import { openTable, serialiseTable, TABLE_HEADER_SIZE, type TableHeader } from './table-header.js';

/** A table whose fields stand one after the other behind the header. Later revisions only ever append. */
export type FixedTable<K extends string, T, Optional extends keyof T = never> = {
  readonly kind: K;
  readonly header: TableHeader;
  /** Bytes after the fields, as they are. */
  readonly rest?: Uint8Array;
} & Omit<T, Optional> &
  Partial<Pick<T, Optional>>;

/** A table whose fields are followed by entries that say their own type and length. */
export type ListTable<K extends string, T, E> = {
  readonly kind: K;
  readonly header: TableHeader;
  readonly entries: readonly (E | UnknownEntry)[];
} & T;

/** A table that is nothing but entries. */
export type EntryTable<K extends string, E> = ListTable<K, object, E>;

/** How a kind of table is read and written. */
export interface TableShape<T> {
  /** @throws FormatError for a broken header, fields or entries that are cut off */
  parse(bytes: Uint8Array): T;
  /** The table as bytes, with its checksum. */
  serialise(table: T): Uint8Array;
}

/** @param required field bytes that every revision has; all of them when absent */
export const fixedTable = <K extends string, T extends object, Optional extends keyof T = never>(
  signature: K,
  body: Layout<T>,
  required: number = body.size,
): TableShape<FixedTable<K, T, Optional>> => ({
  parse: (bytes) => {
    const { header, reader } = openTable(bytes, signature);
    reader.slice(TABLE_HEADER_SIZE, required, 'fields');
    const known = TABLE_HEADER_SIZE + body.size;
    const fields = body.readPrefix(reader, TABLE_HEADER_SIZE, Math.min(known, bytes.length), signature);
    const rest = bytes.slice(known);
    return {
      ...(fields as T),
      kind: signature,
      header,
      ...(rest.length > 0 ? { rest } : {}),
    };
  },
  serialise: (table) => {
    const writer = new ByteWriter('little', body.size);
    body.writePrefix(writer, table as unknown as Partial<T>);
    if (table.rest !== undefined) writer.bytes(table.rest);
    return serialiseTable(table.header, writer.toBytes());
  },
});

/** A table of `body`, then entries with `head` in front and one of `shapes` in each. */
export const listTable = <K extends string, T extends object, E extends { readonly kind: string }>(
  signature: K,
  body: Layout<T>,
  head: EntryHead,
  shapes: readonly EntryShape[],
): TableShape<ListTable<K, T, E>> => ({
  parse: (bytes) => {
    const { header, reader } = openTable(bytes, signature);
    const fields = body.read(reader, TABLE_HEADER_SIZE, signature);
    const entries = readEntries<E | UnknownEntry>(reader, TABLE_HEADER_SIZE + body.size, head, shapes);
    return { ...fields, kind: signature, header, entries };
  },
  serialise: (table) => {
    const writer = new ByteWriter('little');
    body.write(writer, table);
    writeEntries(writer, head, shapes, table.entries, () => new ByteWriter('little', 64));
    return serialiseTable(table.header, writer.toBytes());
  },
});

/** A table of entries alone, with `head` in front and one of `shapes` in each. */
export const entryTable = <K extends string, E extends { readonly kind: string }>(
  signature: K,
  head: EntryHead,
  shapes: readonly EntryShape[],
): TableShape<EntryTable<K, E>> => listTable(signature, layout({}), head, shapes);
