import { cellCounts } from '../cell-counts.js';
import type { DeviceNode, DeviceTree } from '../device-tree.js';
import { findTrail, pathOfTrail, propertyOf } from '../node-path.js';
import { readStringList } from '../read-property.js';
import type { CellCounts } from '../reg-entry.js';
import { cellsOf, entriesOf, numberOf } from './cells.js';

/** An entry of `reg`, on the bus that the node sits on and as the CPU sees it. */
export interface BusRange {
  /** The address in cells of the parent: on PCI the first one is no address but says which space. */
  readonly cells: readonly number[];
  /** Bytes. */
  readonly size: bigint;
  /** Physical address of the CPU; nothing where a bus above gives the CPU no way to it. */
  readonly cpuAddress: bigint | undefined;
}

/**
 * What `reg` of a node says, translated to addresses of the CPU through `ranges` of every bus above it. A bus without `ranges`
 * is one that the CPU does not see through (I2C, SPI); an empty `ranges` passes addresses on as they are. PCI and ISA match
 * their spaces too. Devicetree Specification v0.4, 2.3.8; drivers/of/address.c, __of_translate_address.
 *
 * @throws TypeError when there is no such node
 * @throws FormatError for a `reg` or `ranges` that is not a list of whole entries
 *
 * @example
 * const [registers] = cpuRangesOf(tree, '/soc/serial@7e201000');
 */
export const cpuRangesOf = (tree: DeviceTree, path: string): BusRange[] => {
  const trail = trailTo(tree, path);
  const node = trail.at(-1) as DeviceNode;
  const parent = trail.at(-2);
  const reg = propertyOf(node, 'reg');
  if (reg === undefined || parent === undefined) return [];
  const { addressCells, sizeCells } = cellCounts(parent);
  if (addressCells + sizeCells === 0) return [];
  return entriesOf(reg, addressCells + sizeCells, pathOfTrail(trail)).map((entry) => {
    const cells = entry.slice(0, addressCells);
    return {
      cells,
      size: numberOf(entry.slice(addressCells)),
      cpuAddress: sizeCells === 0 ? undefined : translateUp(trail.slice(0, -1), cells),
    };
  });
};

/**
 * Translates an address on the bus below `busPath` to one of the CPU.
 *
 * @param address a number, or the cells that `#address-cells` of that node counts
 * @returns nothing where a bus on the way gives the CPU no such address
 * @throws TypeError when there is no such node
 * @throws FormatError for `ranges` that are not a list of whole entries
 */
export const translateAddress = (
  tree: DeviceTree,
  busPath: string,
  address: bigint | readonly number[],
): bigint | undefined => {
  const trail = trailTo(tree, busPath);
  const bus = trail.at(-1) as DeviceNode;
  const { addressCells } = cellCounts(bus);
  return translateUp(trail, typeof address === 'bigint' ? cellsOf(address, addressCells) : address);
};

export const trailTo = (tree: DeviceTree, path: string): readonly DeviceNode[] => {
  const trail = findTrail(tree, path);
  if (trail === undefined) throw new TypeError(`the devicetree has no node ${path}`);
  return trail;
};

/** @param buses from the root to the bus that the address is of */
const translateUp = (buses: readonly DeviceNode[], address: readonly number[]): bigint | undefined => {
  let cells = address;
  for (let level = buses.length - 1; level > 0; level--) {
    const bus = buses[level] as DeviceNode;
    const parentCells = cellCounts(buses[level - 1] as DeviceNode);
    const ranges = propertyOf(bus, 'ranges');
    if (ranges === undefined) return undefined;
    if (ranges.value.length === 0) {
      cells = cellsOf(numberOf(cells), parentCells.addressCells);
      continue;
    }
    const own = cellCounts(bus);
    const kind = kindOf(bus, own);
    const length = own.addressCells + parentCells.addressCells + own.sizeCells;
    const above = entriesOf(ranges, length, pathOfTrail(buses.slice(0, level + 1))).map((entry) => {
      const offset = offsetIn(kind, cells, entry, own, parentCells.addressCells);
      if (offset === undefined) return undefined;
      const base = numberOf(entry.slice(own.addressCells, own.addressCells + parentCells.addressCells));
      return cellsOf(base + offset, parentCells.addressCells);
    });
    const found = above.find((translated) => translated !== undefined);
    if (found === undefined) return undefined;
    cells = found;
  }
  return numberOf(cells);
};

/** What the first of its address cells says beside the address. */
type BusKind = 'plain' | 'pci' | 'isa' | 'flags';

const kindOf = (bus: DeviceNode, { addressCells }: CellCounts): BusKind => {
  const type = propertyOf(bus, 'device_type');
  const [deviceType] = type === undefined || type.value.at(-1) !== 0 ? [] : readStringList(type);
  const [base] = bus.name.split('@');
  if (addressCells === 3 && (['pci', 'pciex', 'vci', 'ht'].includes(deviceType ?? '') || base === 'pcie'))
    return 'pci';
  if (base === 'isa' && addressCells === 2) return 'isa';
  return addressCells === 3 ? 'flags' : 'plain';
};

/** The bits of the first cell that must be alike in an address and in the range that it lies in. */
const sameSpace = (kind: BusKind, address: number, range: number): boolean => {
  if (kind === 'isa') return ((address ^ range) & 1) === 0;
  if (kind === 'pci') return pciSpace(address) === pciSpace(range);
  return address === range;
};

/** Configuration, I/O or memory: of 32 or 64 bits makes no difference. PCI Bus Binding to IEEE 1275, 2.2.1.1. */
const pciSpace = (cell: number): number => {
  const space = (cell >>> 24) & 3;
  return space === 3 ? 2 : space;
};

/** How far into a range of `ranges` the address lies; nothing when it lies elsewhere. */
const offsetIn = (
  kind: BusKind,
  cells: readonly number[],
  entry: readonly number[],
  own: CellCounts,
  parentAddressCells: number,
): bigint | undefined => {
  const skipped = kind === 'plain' ? 0 : 1;
  if (skipped === 1 && !sameSpace(kind, cells[0] ?? 0, entry[0] ?? 0)) return undefined;
  const start = numberOf(entry.slice(skipped, own.addressCells));
  const size = numberOf(entry.slice(own.addressCells + parentAddressCells));
  const address = numberOf(cells.slice(skipped));
  return address >= start && address < start + size ? address - start : undefined;
};
