import { FormatError } from '@warmboot/format';

const FOOTER_SIZE = 12;
const HEADER_SIZE = 12;
const MAGIC = [0x59, 0x5a];

const broken = (found: string): FormatError =>
  new FormatError({ format: 'xz', field: 'the index', found, allowed: 'a whole stream with its index' });

/**
 * Bytes that an xz stream unpacks to, as the index at its end says; zeros may follow it.
 * The .xz File Format, sections 2.1.2 and 4.
 * @throws FormatError for a file that is cut off
 */
export const sizeInXz = (bytes: Uint8Array): number => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const footer = end - FOOTER_SIZE;
  if (footer < HEADER_SIZE || MAGIC.some((byte, index) => bytes[end - 2 + index] !== byte)) {
    throw broken('cut off');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = footer - (view.getUint32(footer + 4, true) + 1) * 4;
  if (at < HEADER_SIZE || bytes[at] !== 0) throw broken('not where the footer says');
  at += 1;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; at < footer; shift += 7) {
      const byte = bytes[at]!;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw broken('cut off');
  };
  const records = next();
  let unpacked = 0;
  for (let record = 0; record < records; record += 1) {
    next();
    unpacked += next();
  }
  return unpacked;
};
