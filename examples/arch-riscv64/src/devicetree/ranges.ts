import type { AddressRange } from '@warmboot/address';
import { rangeAt, sizeOf, toWire, tryFromWire } from '@warmboot/address';

import { addressRangesValue, readAddressRanges, type CellCounts, type Property } from '@warmboot/devicetree';

/** (address, size) pairs. @throws TypeError for a range that the cells cannot hold */
export const rangesValue = (ranges: readonly AddressRange[], cells: CellCounts): Uint8Array =>
  addressRangesValue(
    ranges.map((range) => ({ address: toWire(range.start), size: toWire(sizeOf(range)) })),
    cells,
  );

/** Whether pairs of these cells can hold the range. */
export const fitsCells = (range: AddressRange, { addressCells, sizeCells }: CellCounts): boolean =>
  (addressCells > 1 || range.end <= 2 ** 32) && (sizeCells > 1 || sizeOf(range) < 2 ** 32);

/** One range as the wire has it; nothing for what cannot be RAM of any machine. */
export const modelRange = ({
  address,
  size,
}: {
  readonly address: bigint;
  readonly size: bigint;
}): AddressRange[] => {
  const start = tryFromWire(address);
  const bytes = tryFromWire(size);
  return start === undefined || bytes === undefined || bytes === 0 ? [] : [rangeAt(start, bytes)];
};

/** The ranges of a property; none where it is absent. */
export const rangesOf = (property: Property | undefined, cells: CellCounts): AddressRange[] =>
  property === undefined ? [] : readAddressRanges(property, cells).flatMap(modelRange);
