import { FormatError } from '@warmboot/format';

/** One table of an acpidump: its bytes and where they were in physical memory. */
export interface DumpedTable {
  readonly signature: string;
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

const HEADING = /^(\S{4}|RSD PTR|RSD ) @ 0x([0-9A-Fa-f]{1,16})\s*$/;
/** What acpidump has to say about a table stands among the tables where both outputs went into one file. */
const REMARK = /^(Firmware (Warning|Error) \(ACPI\)|ACPI (Warning|Error)): /;
const ROW = /^\s+([0-9A-Fa-f]{4,8}):((?:\s[0-9A-Fa-f]{2}){1,16})(?:\s.*)?$/;

/**
 * Reads the text that acpidump prints: for each table a heading `SIGN @ 0xADDRESS`, then rows of an offset and up to
 * 16 bytes in hexadecimal, then a blank line. The column of characters at the right is not looked at, nor are warnings of
 * acpidump that went into the same file.
 * @throws FormatError with the line for a row outside a table, a row out of sequence or a line that is neither
 */
export const parseAcpidump = (text: string): DumpedTable[] => {
  const tables: DumpedTable[] = [];
  let open: { signature: string; address: bigint; bytes: number[] } | undefined;
  const fault = (line: number, field: string, found: string, allowed: string): FormatError =>
    new FormatError({ format: 'acpidump', line, field, found, allowed });
  const close = (): void => {
    if (open !== undefined) tables.push({ ...open, bytes: Uint8Array.from(open.bytes) });
    open = undefined;
  };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (REMARK.test(line)) continue;
    if (line.trim() === '') {
      close();
      continue;
    }
    const heading = HEADING.exec(line);
    if (heading !== null) {
      close();
      open = { signature: heading[1] ?? '', address: BigInt(`0x${heading[2] ?? '0'}`), bytes: [] };
      continue;
    }
    const row = ROW.exec(line);
    if (row === null || open === undefined) {
      const allowed = open === undefined ? "a heading 'SIGN @ 0xADDRESS'" : "a row 'OFFSET: BYTES'";
      throw fault(index + 1, 'line', JSON.stringify(line.slice(0, 40)), allowed);
    }
    if (Number.parseInt(row[1] ?? '', 16) !== open.bytes.length) {
      throw fault(index + 1, 'offset', `0x${row[1] ?? ''}`, `0x${open.bytes.length.toString(16)}`);
    }
    for (const byte of (row[2] ?? '').trim().split(/\s/)) open.bytes.push(Number.parseInt(byte, 16));
  }
  close();
  return tables;
};

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** Prints tables as acpidump does; {@link parseAcpidump} and acpixtract read it. */
export const formatAcpidump = (tables: readonly DumpedTable[]): string =>
  tables
    .map(({ signature, address, bytes }) => {
      const lines = [`${signature} @ 0x${address.toString(16).toUpperCase().padStart(16, '0')}`];
      for (let at = 0; at < bytes.length; at += 16) {
        const row = [...bytes.subarray(at, at + 16)];
        const shown = row
          .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
          .join('');
        const columns = row
          .map((byte) => hex(byte, 2))
          .join(' ')
          .padEnd(47);
        lines.push(`    ${hex(at, 4)}: ${columns}  ${shown}`);
      }
      return `${lines.join('\n')}\n\n`;
    })
    .join('');
