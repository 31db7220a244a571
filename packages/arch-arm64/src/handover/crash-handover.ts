import type { AddressRange } from '@warmboot/address';
import { sizeOf, toWire } from '@warmboot/address';

import { addressRangesValue, type CellCounts } from '@warmboot/devicetree';

/** What a capture kernel is told besides the usual. */
export interface CrashHandover {
  /** The ELF header of the vmcore. */
  readonly elfcorehdr: AddressRange;
  /** crashk_res and crashk_low_res, in the order in which the property lists them. */
  readonly usable: readonly AddressRange[];
}

/** (address, size) pairs in the root's cells. @throws TypeError for a range that does not fit them */
export const rangesValue = (ranges: readonly AddressRange[], cells: CellCounts): Uint8Array =>
  addressRangesValue(
    ranges.map((range) => ({ address: toWire(range.start), size: toWire(sizeOf(range)) })),
    cells,
  );

/** Whether pairs of these cells can hold the range. */
export const fitsCells = (range: AddressRange, { addressCells, sizeCells }: CellCounts): boolean =>
  (addressCells > 1 || range.end <= 2 ** 32) && (sizeCells > 1 || sizeOf(range) < 2 ** 32);
