import { FormatError } from '@warmboot/format';
import type { Property } from '../device-tree.js';
import { readCells } from '../read-property.js';

/** Cells as one number, the first the highest. */
export const numberOf = (cells: readonly number[]): bigint =>
  cells.reduce((value, cell) => (value << 32n) | BigInt(cell), 0n);

/** A number as cells; what does not fit is cut off, as in a bus of that many address lines. */
export const cellsOf = (value: bigint, count: number): number[] =>
  Array.from({ length: count }, (_, index) =>
    Number(BigInt.asUintN(32, value >> BigInt(32 * (count - 1 - index)))),
  );

/** The cells of a list whose entries have one length. @throws FormatError for a last entry that is not whole */
export const entriesOf = (property: Property, length: number, path: string): number[][] => {
  const cells = readCells(property);
  if (length === 0 || cells.length % length !== 0) {
    throw new FormatError({
      format: 'devicetree',
      field: `${property.name} of ${path}`,
      found: `${cells.length} cells`,
      allowed: `entries of ${length} cells`,
    });
  }
  return Array.from({ length: cells.length / length }, (_, index) =>
    cells.slice(index * length, (index + 1) * length),
  );
};
