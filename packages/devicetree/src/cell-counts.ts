import type { CellCounts } from './reg-entry.js';
import type { DeviceNode, Property } from './device-tree.js';
import { propertyOf } from './node-path.js';
import { readU32, valueFault } from './read-property.js';

/** Devicetree Specification v0.4, 2.3.5, and libfdt. Linux and kexec-tools assume 1 and 1 for a root that says nothing. */
export const DEFAULT_CELL_COUNTS: CellCounts = { addressCells: 2, sizeCells: 1 };

/** Most cells that any binding uses. libfdt.h, FDT_MAX_NCELLS. */
const MAX_CELLS = 4;

/**
 * `#address-cells` and `#size-cells` of a parent node: they govern its children, not itself, and are not inherited.
 *
 * @throws FormatError for a property that is not one cell of at most 4
 */
export const cellCounts = (parent: DeviceNode, defaults: CellCounts = DEFAULT_CELL_COUNTS): CellCounts => ({
  addressCells: cellCount(propertyOf(parent, '#address-cells')) ?? defaults.addressCells,
  sizeCells: cellCount(propertyOf(parent, '#size-cells')) ?? defaults.sizeCells,
});

const cellCount = (property: Property | undefined): number | undefined => {
  if (property === undefined) return undefined;
  const count = readU32(property);
  if (count > MAX_CELLS) throw valueFault(property, `${count} cells`, `0 to ${MAX_CELLS} cells`);
  return count;
};
