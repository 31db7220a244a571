import { FormatError, type ByteReader, type ByteWriter } from '@warmboot/format';

/** A GUID as text: lower case, `8868e871-e4f1-11d3-bc22-0080c73c8881`. */
export type Guid = string;

export const GUID_SIZE = 16;

const TEXT = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const hexBytes = (bytes: Uint8Array): string => Array.from(bytes, (byte) => hex(byte, 2)).join('');

/** Reads 16 bytes; the first three fields are little-endian (UEFI 2.10 appendix A). */
export const readGuid = (reader: ByteReader, offset: number, field: string): Guid => {
  const tail = reader.slice(offset + 8, 8, field);
  return [
    hex(reader.u32(offset, field), 8),
    hex(reader.u16(offset + 4, field), 4),
    hex(reader.u16(offset + 6, field), 4),
    hexBytes(tail.subarray(0, 2)),
    hexBytes(tail.subarray(2)),
  ].join('-');
};

/** @throws FormatError when the text is not a GUID */
export const writeGuid = (writer: ByteWriter, guid: Guid): void => {
  const match = TEXT.exec(guid);
  if (match === null) {
    const allowed = '8-4-4-4-12 hexadecimal digits';
    throw new FormatError({ format: 'GUID', field: 'text', found: `"${guid}"`, allowed });
  }
  const [, first = '', second = '', third = '', fourth = '', fifth = ''] = match;
  writer.u32(Number.parseInt(first, 16)).u16(Number.parseInt(second, 16)).u16(Number.parseInt(third, 16));
  const tail = fourth + fifth;
  for (let at = 0; at < tail.length; at += 2) writer.u8(Number.parseInt(tail.slice(at, at + 2), 16));
};
