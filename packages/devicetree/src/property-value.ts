import { ByteWriter } from '@warmboot/format';
import type { CellCounts, RegEntry } from './reg-entry.js';
import { encodeText } from './text.js';

/** One 32-bit cell. @throws TypeError outside 32 bits */
export const u32Value = (value: number): Uint8Array => cellsValue([value]);

/** Two cells, the higher first. @throws TypeError outside 64 bits */
export const u64Value = (value: bigint): Uint8Array => new ByteWriter('big', 8).u64(value).toBytes();

/** `<a b c>`: big-endian 32-bit cells. @throws TypeError outside 32 bits */
export const cellsValue = (cells: readonly number[]): Uint8Array => {
  const writer = new ByteWriter('big', 4 * cells.length);
  for (const cell of cells) writer.u32(cell);
  return writer.toBytes();
};

/** A NUL-terminated string. @throws TypeError for a string with a NUL in it */
export const stringValue = (text: string): Uint8Array => {
  if (text.includes('\0')) throw new TypeError('a devicetree string cannot contain NUL');
  return encodeText(`${text}\0`);
};

/** `"a", "b"`: strings one after another, each with its NUL. @throws TypeError for a string with a NUL in it */
export const stringListValue = (texts: readonly string[]): Uint8Array => {
  const writer = new ByteWriter('big');
  for (const text of texts) writer.bytes(stringValue(text));
  return writer.toBytes();
};

/** Ranges in the cells of a parent node. @throws TypeError for a number that its cells cannot hold */
export const addressRangesValue = (ranges: readonly RegEntry[], cells: CellCounts): Uint8Array => {
  const writer = new ByteWriter('big');
  for (const { address, size } of ranges) {
    writeCells(writer, address, cells.addressCells, 'address');
    writeCells(writer, size, cells.sizeCells, 'size');
  }
  return writer.toBytes();
};

const writeCells = (writer: ByteWriter, value: bigint, count: number, what: string): void => {
  if (value < 0n || value >> BigInt(32 * count) !== 0n) {
    throw new TypeError(`${what} 0x${value.toString(16)} does not fit in ${count} cells`);
  }
  for (let cell = count - 1; cell >= 0; cell--) {
    writer.u32(Number((value >> BigInt(32 * cell)) & 0xffff_ffffn));
  }
};
