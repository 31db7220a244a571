import { ByteReader } from '@warmboot/format';
import { parseAcpidump } from './acpidump.js';

const RSDP = 'RSD PTR ';
const HEADER = 36;
/** A FACS and its like have a length and no common header. */
const SHORTEST = 8;

const ascii = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/**
 * Takes apart a file of several tables one after the other, as iasl writes for several definition blocks and acpidump -b
 * puts together. Zeros between tables are passed over.
 * @throws FormatError for a table that is cut off, or bytes that are no table
 */
export const splitTables = (bytes: Uint8Array): Uint8Array[] => {
  const reader = new ByteReader(bytes, 'ACPI tables', 'little');
  const tables: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] === 0) {
      at++;
      continue;
    }
    const signature = ascii(reader.slice(at, 4, 'signature'));
    if (!/^[A-Z0-9_! ]{4}$/.test(signature)) {
      throw reader.fault(at, 'signature', JSON.stringify(signature), 'four capital letters, digits or _');
    }
    const isRoot = bytes.length >= at + 20 && ascii(reader.slice(at, 8, 'signature')) === RSDP;
    const length = isRoot ? (reader.u8(at + 15, 'revision') < 2 ? 20 : HEADER) : reader.u32(at + 4, 'length');
    if (length < SHORTEST) throw reader.fault(at + 4, 'length', String(length), `at least ${SHORTEST}`);
    tables.push(reader.slice(at, length, signature).slice());
    at += length;
  }
  return tables;
};

/** The text of acpidump begins with a heading. */
const HEADING = /^(\s*)(\S{4}|RSD PTR|RSD ) @ 0x[0-9A-Fa-f]+/;

/**
 * The tables of a file, in the text of acpidump or in binary, one or several.
 * @throws FormatError for a file that is neither
 */
export const tablesInFile = (bytes: Uint8Array): Uint8Array[] => {
  const start = ascii(bytes.subarray(0, 64));
  if (!HEADING.test(start)) return splitTables(bytes);
  return parseAcpidump(ascii(bytes)).map((table) => table.bytes);
};
