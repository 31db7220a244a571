import { rangeAt, sizeOf, toWire, tryFromWire, type AddressRange } from '@warmboot/address';
import type { Property } from '../device-tree.js';
import { addressRangesValue } from '../property-value.js';
import { readAddressRanges } from '../read-property.js';
import type { CellCounts, RegEntry } from '../reg-entry.js';

/** One entry as a range; nothing for an empty one, or one above 2^53, which cannot be RAM of any machine. */
export const modelRange = ({ address, size }: RegEntry): AddressRange[] => {
  const start = tryFromWire(address);
  const bytes = tryFromWire(size);
  return start === undefined || bytes === undefined || bytes === 0 ? [] : [rangeAt(start, bytes)];
};

/** The ranges of a property; none where it is absent. @throws FormatError unless it is a whole number of pairs */
export const rangesOf = (property: Property | undefined, cells: CellCounts): AddressRange[] =>
  property === undefined ? [] : readAddressRanges(property, cells).flatMap(modelRange);

/** A range as an entry of `reg` or of the memory reservation block. */
export const entryOf = (range: AddressRange): RegEntry => ({
  address: toWire(range.start),
  size: toWire(sizeOf(range)),
});

/** (address, size) pairs. @throws TypeError for a range that the cells cannot hold */
export const rangesValue = (ranges: readonly AddressRange[], cells: CellCounts): Uint8Array =>
  addressRangesValue(ranges.map(entryOf), cells);

/** Whether pairs of these cells can hold the range. */
export const fitsCells = (range: AddressRange, { addressCells, sizeCells }: CellCounts): boolean =>
  (addressCells > 1 || range.end <= 2 ** 32) && (sizeCells > 1 || sizeOf(range) < 2 ** 32);
