import type { ByteReader, ByteWriter } from '@warmboot/format';
import type { AddressDescriptor } from './descriptor.js';
import { readSource, writeSource } from './source.js';

const BYTES = { 16: 2, 32: 4, 64: 8, extended: 8 } as const;

/** Type and flags, and in the extended form revision and a reserved byte, stand in front of the addresses. */
const HEAD = 3;
const EXTENDED_HEAD = 5;

const unsigned = (reader: ByteReader, offset: number, bytes: 2 | 4 | 8, field: string): bigint => {
  if (bytes === 8) return reader.u64(offset, field);
  return BigInt(bytes === 4 ? reader.u32(offset, field) : reader.u16(offset, field));
};

/** Reads the bytes after the length of a Word, DWord, QWord or Extended address space descriptor. */
export const readAddress = (reader: ByteReader, width: AddressDescriptor['width']): AddressDescriptor => {
  const bytes = BYTES[width];
  const head = width === 'extended' ? EXTENDED_HEAD : HEAD;
  const field = (index: number, name: string): bigint => unsigned(reader, head + index * bytes, bytes, name);
  const common = {
    kind: 'address',
    width,
    resourceType: reader.u8(0, 'resource type'),
    generalFlags: reader.u8(1, 'general flags'),
    typeFlags: reader.u8(2, 'type flags'),
    granularity: field(0, 'granularity'),
    minimum: field(1, 'minimum'),
    maximum: field(2, 'maximum'),
    translation: field(3, 'translation'),
    length: field(4, 'length'),
  } as const;
  if (width !== 'extended') return { ...common, ...readSource(reader, head + 5 * bytes) };
  const size = head + 6 * bytes;
  if (reader.length !== size) throw reader.fault(0, 'length', String(reader.length), String(size));
  return {
    ...common,
    revision: reader.u8(3, 'revision'),
    reserved: reader.u8(4, 'reserved'),
    attributes: field(5, 'attributes'),
  };
};

/** Writes what {@link readAddress} reads. */
export const writeAddress = (writer: ByteWriter, descriptor: AddressDescriptor): void => {
  const { width, granularity, minimum, maximum, translation, length } = descriptor;
  writer.u8(descriptor.resourceType).u8(descriptor.generalFlags).u8(descriptor.typeFlags);
  if (width === 'extended') writer.u8(descriptor.revision ?? 1).u8(descriptor.reserved ?? 0);
  for (const value of [granularity, minimum, maximum, translation, length]) {
    if (width === 16) writer.u16(Number(value));
    else if (width === 32) writer.u32(Number(value));
    else writer.u64(value);
  }
  if (width === 'extended') writer.u64(descriptor.attributes ?? 0n);
  else writeSource(writer, descriptor.source);
};
