import { FormatError } from '@warmboot/format';
import type { CellCounts, RegEntry } from './reg-entry.js';
import type { DeviceNode, Property } from './device-tree.js';
import { propertyOf } from './node-path.js';
import { decodeText } from './text.js';

/** A FormatError about the value of a property. */
export const valueFault = (property: Property, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'devicetree', field: `property ${property.name}`, found, allowed });

const view = ({ value }: Property): DataView =>
  new DataView(value.buffer, value.byteOffset, value.byteLength);

const refuseOtherSize = (property: Property, size: number): void => {
  const found = property.value.length;
  if (found !== size) throw valueFault(property, `${found} bytes long`, `${size} bytes`);
};

/** One cell. @throws FormatError unless the value is 4 bytes */
export const readU32 = (property: Property): number => {
  refuseOtherSize(property, 4);
  return view(property).getUint32(0);
};

/** Two cells, the higher first. @throws FormatError unless the value is 8 bytes */
export const readU64 = (property: Property): bigint => {
  refuseOtherSize(property, 8);
  return view(property).getBigUint64(0);
};

/** Big-endian 32-bit cells. @throws FormatError unless the value is a multiple of 4 bytes */
export const readCells = (property: Property): number[] => {
  const size = property.value.length;
  if (size % 4 !== 0) throw valueFault(property, `${size} bytes long`, 'a multiple of 4 bytes');
  const cells = view(property);
  return Array.from({ length: size / 4 }, (_, index) => cells.getUint32(4 * index));
};

/**
 * (address, size) pairs as `reg`, `linux,usable-memory-range` and `linux,elfcorehdr` hold them.
 *
 * @param cells of the parent of the node that has the property ({@link cellCounts})
 * @throws FormatError unless the value is a whole number of pairs
 */
export const readAddressRanges = (
  property: Property,
  { addressCells, sizeCells }: CellCounts,
): RegEntry[] => {
  const cells = readCells(property);
  const stride = addressCells + sizeCells;
  if (stride === 0 ? cells.length > 0 : cells.length % stride !== 0) {
    throw valueFault(
      property,
      `${cells.length} cells long`,
      `pairs of ${addressCells} address and ${sizeCells} size cells`,
    );
  }
  const number = (start: number, count: number): bigint =>
    cells.slice(start, start + count).reduce((value, cell) => (value << 32n) | BigInt(cell), 0n);
  const ranges: RegEntry[] = [];
  for (let start = 0; start < cells.length; start += stride) {
    ranges.push({ address: number(start, addressCells), size: number(start + addressCells, sizeCells) });
  }
  return ranges;
};

/**
 * Text up to the first NUL, as the kernel reads `bootargs`: kexec-tools pads it with further NULs.
 *
 * @throws FormatError for a value without a NUL
 */
export const readString = (property: Property): string => {
  const end = property.value.indexOf(0);
  if (end < 0) throw valueFault(property, 'a string without its NUL', 'a NUL-terminated string');
  return decodeText(property.value.subarray(0, end));
};

/** `compatible` and its like. An empty value is an empty list. @throws FormatError unless the last byte is NUL */
export const readStringList = (property: Property): string[] => {
  const { value } = property;
  if (value.length === 0) return [];
  if (value.at(-1) !== 0)
    throw valueFault(property, 'a string list without its last NUL', 'NUL-terminated strings');
  return decodeText(value.subarray(0, -1)).split('\0');
};

/**
 * The number by which other nodes point to this one: `phandle`, or `linux,phandle` of old trees.
 *
 * @throws FormatError unless it is one cell
 */
export const phandleOf = (node: DeviceNode): number | undefined => {
  const property = propertyOf(node, 'phandle') ?? propertyOf(node, 'linux,phandle');
  return property && readU32(property);
};
