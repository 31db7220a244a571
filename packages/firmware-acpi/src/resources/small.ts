import type { ByteReader, ByteWriter } from '@warmboot/format';
import { u16, u8 } from '../layout/field.js';
import { layout } from '../layout/layout.js';
import type { ResourceDescriptor } from './descriptor.js';

const io = layout({ decode: u8, minimum: u16, maximum: u16, alignment: u8, length: u8 });
const fixedIo = layout({ base: u16, length: u8 });
const fixedDma = layout({ requestLine: u16, channel: u16, width: u8 });

/** Numbers of the bits that are set. */
const bitsOf = (mask: number, width: number): number[] =>
  Array.from({ length: width }, (_, bit) => bit).filter((bit) => (mask & (1 << bit)) !== 0);

const maskOf = (bits: readonly number[], width: number): number => {
  for (const bit of bits) {
    if (!Number.isInteger(bit) || bit < 0 || bit >= width)
      throw new TypeError(`${bit} is not in 0 to ${width - 1}`);
  }
  return bits.reduce((mask, bit) => mask | (1 << bit), 0);
};

/** Bytes after the tag that an item may have, by item name (ACPI 6.4 table 6.26). */
const LENGTHS: Readonly<Record<number, readonly number[]>> = {
  4: [2, 3],
  5: [2],
  6: [0, 1],
  7: [0],
  8: [7],
  9: [3],
  10: [5],
  14: [1, 2, 3, 4, 5, 6, 7],
  15: [1],
};

/** Reads a small descriptor whose tag byte is at `offset`. @throws FormatError for an unknown item or a wrong length */
export const readSmall = (
  reader: ByteReader,
  offset: number,
): { descriptor: ResourceDescriptor; size: number } => {
  const tag = reader.u8(offset, 'tag');
  const length = tag & 0x07;
  const item = tag >> 3;
  const lengths = LENGTHS[item];
  if (lengths === undefined)
    throw reader.fault(offset, 'tag', `0x${tag.toString(16)}`, 'an item of ACPI 6.4 table 6.26');
  if (!lengths.includes(length)) throw reader.fault(offset, 'length', String(length), lengths.join(' or '));
  const at = offset + 1;
  reader.slice(at, length, 'descriptor');
  return { descriptor: body(reader, item, length, at), size: 1 + length };
};

const body = (reader: ByteReader, item: number, length: number, at: number): ResourceDescriptor => {
  switch (item) {
    case 4: {
      const interrupts = bitsOf(reader.u16(at, 'mask'), 16);
      return { kind: 'irq', interrupts, ...(length === 3 ? { flags: reader.u8(at + 2, 'flags') } : {}) };
    }
    case 5:
      return { kind: 'dma', channels: bitsOf(reader.u8(at, 'mask'), 8), flags: reader.u8(at + 1, 'flags') };
    case 6:
      return { kind: 'start-dependent', ...(length === 1 ? { priority: reader.u8(at, 'priority') } : {}) };
    case 7:
      return { kind: 'end-dependent' };
    case 8:
      return { kind: 'io', ...io.read(reader, at, 'io') };
    case 9:
      return { kind: 'fixed-io', ...fixedIo.read(reader, at, 'fixed-io') };
    case 10:
      return { kind: 'fixed-dma', ...fixedDma.read(reader, at, 'fixed-dma') };
    case 14:
      return { kind: 'vendor-small', data: reader.slice(at, length, 'vendor data').slice() };
    default:
      return { kind: 'end-tag', checksum: reader.u8(at, 'checksum') };
  }
};

/** Writes a small descriptor. @returns false when it is a large one */
export const writeSmall = (writer: ByteWriter, descriptor: ResourceDescriptor): boolean => {
  switch (descriptor.kind) {
    case 'irq': {
      const { flags, interrupts } = descriptor;
      writer.u8(flags === undefined ? 0x22 : 0x23).u16(maskOf(interrupts, 16));
      if (flags !== undefined) writer.u8(flags);
      return true;
    }
    case 'dma':
      writer.u8(0x2a).u8(maskOf(descriptor.channels, 8)).u8(descriptor.flags);
      return true;
    case 'start-dependent':
      writer.u8(descriptor.priority === undefined ? 0x30 : 0x31);
      if (descriptor.priority !== undefined) writer.u8(descriptor.priority);
      return true;
    case 'end-dependent':
      writer.u8(0x38);
      return true;
    case 'io':
      io.write(writer.u8(0x47), descriptor);
      return true;
    case 'fixed-io':
      fixedIo.write(writer.u8(0x4b), descriptor);
      return true;
    case 'fixed-dma':
      fixedDma.write(writer.u8(0x55), descriptor);
      return true;
    case 'vendor-small':
      if (descriptor.data.length < 1 || descriptor.data.length > 7)
        throw new TypeError('1 to 7 bytes of vendor data');
      writer.u8(0x70 | descriptor.data.length).bytes(descriptor.data);
      return true;
    case 'end-tag':
      writer.u8(0x79).u8(descriptor.checksum);
      return true;
    default:
      return false;
  }
};
