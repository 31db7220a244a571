import type { ByteReader, ByteWriter } from '@warmboot/format';
import type { ResourceSource } from './descriptor.js';

/** Characters from `offset` to the zero byte that must end the descriptor. */
export const readName = (reader: ByteReader, offset: number, end = reader.length): string => {
  const bytes = reader.slice(offset, end - offset, 'source');
  const zero = bytes.indexOf(0);
  if (zero < 0) throw reader.fault(offset, 'source', 'a name without an end', 'a zero byte at its end');
  if (zero !== bytes.length - 1) throw reader.fault(offset + zero, 'source', 'bytes after the name', 'none');
  return String.fromCharCode(...bytes.subarray(0, zero));
};

export const writeName = (writer: ByteWriter, name: string): void => {
  for (const character of name) writer.u8(character.charCodeAt(0));
  writer.u8(0);
};

/** The optional source at the end of a descriptor: nothing, an index, or an index and a name. */
export const readSource = (reader: ByteReader, offset: number): { readonly source?: ResourceSource } => {
  if (offset >= reader.length) return {};
  const index = reader.u8(offset, 'source index');
  if (offset + 1 === reader.length) return { source: { index } };
  return { source: { index, name: readName(reader, offset + 1) } };
};

export const writeSource = (writer: ByteWriter, source: ResourceSource | undefined): void => {
  if (source === undefined) return;
  writer.u8(source.index);
  if (source.name !== undefined) writeName(writer, source.name);
};
