import type { AddressRange } from '@warmboot/address';
import { tryFromWire } from '@warmboot/address';

import {
  cellCounts,
  findNode,
  parseDtb,
  propertyOf,
  readAddressRanges,
  readString,
  type CellCounts,
  type DeviceNode,
  type DeviceTree,
  type Property,
} from '@warmboot/devicetree';
import { readUefiChosen, type UefiChosenResult } from '@warmboot/firmware-uefi';
import { FormatError } from '@warmboot/format';
import { COMMAND_LINE_SIZE } from '../layout.js';
import { BOOTARGS, CHOSEN, ELFCOREHDR, INITRD_END, INITRD_START, USABLE_MEMORY_RANGE } from './chosen.js';
import { modelRange, rangesOf } from './ranges.js';

/** A child of /reserved-memory with a fixed place. */
export interface DescribedReservation {
  readonly range: AddressRange;
  /** Kept out of the linear map altogether. */
  readonly noMap: boolean;
}

/** What a starting kernel reads out of its devicetree. */
export interface Handover {
  readonly cmdline: string;
  readonly initrd: AddressRange | undefined;
  readonly elfcorehdr: AddressRange | undefined;
  /** linux,usable-memory-range; none where nothing is said. */
  readonly usable: readonly AddressRange[];
  readonly memory: readonly AddressRange[];
  /** /memreserve/ entries. */
  readonly reservations: readonly AddressRange[];
  readonly reservedMemory: readonly DescribedReservation[];
  readonly uefi: UefiChosenResult;
  /** Nothing but /chosen: the tree that the EFI stub makes, which leaves ACPI to describe the machine. */
  readonly isStub: boolean;
}

/** Linux assumes one cell each for a root that says nothing. */
const LINUX_CELLS: CellCounts = { addressCells: 1, sizeCells: 1 };

const text = (property: Property | undefined): string | undefined => property && readString(property);

const isOkay = (node: DeviceNode): boolean =>
  [undefined, 'okay', 'ok'].includes(text(propertyOf(node, 'status')));

const memoryOf = (root: DeviceNode, cells: CellCounts): AddressRange[] =>
  root.children
    .filter((node) => text(propertyOf(node, 'device_type')) === 'memory' && isOkay(node))
    .flatMap((node) => rangesOf(propertyOf(node, 'linux,usable-memory') ?? propertyOf(node, 'reg'), cells));

const reservedOf = (tree: DeviceTree, cells: CellCounts): DescribedReservation[] =>
  (findNode(tree, '/reserved-memory')?.children ?? []).filter(isOkay).flatMap((node) =>
    rangesOf(propertyOf(node, 'reg'), cells).map((range) => ({
      range,
      noMap: propertyOf(node, 'no-map') !== undefined,
    })),
  );

/** One number of 32 or 64 bits. */
const addressOf = (property: Property | undefined): number | undefined => {
  if (property === undefined) return undefined;
  const { length } = property.value;
  if (length !== 4 && length !== 8) {
    const found = `${length} bytes`;
    throw new FormatError({ format: 'devicetree', field: property.name, found, allowed: '4 or 8 bytes' });
  }
  const [first] = readAddressRanges(property, { addressCells: length / 4, sizeCells: 0 });
  return first && tryFromWire(first.address);
};

const initrdOf = (chosen: DeviceNode): AddressRange | undefined => {
  const start = addressOf(propertyOf(chosen, INITRD_START));
  const end = addressOf(propertyOf(chosen, INITRD_END));
  return start === undefined || end === undefined || start >= end ? undefined : { start, end };
};

const NO_CHOSEN: DeviceNode = { name: 'chosen', properties: [], children: [] };

/** early_init_dt_scan(). @throws FormatError for a blob that is no devicetree, or a property with an impossible value */
export const readHandover = (fdt: Uint8Array): Handover => {
  const tree = parseDtb(fdt);
  const cells = cellCounts(tree.root, LINUX_CELLS);
  const chosen = findNode(tree, CHOSEN) ?? NO_CHOSEN;
  return {
    cmdline: (text(propertyOf(chosen, BOOTARGS)) ?? '').slice(0, COMMAND_LINE_SIZE - 1),
    initrd: initrdOf(chosen),
    elfcorehdr: rangesOf(propertyOf(chosen, ELFCOREHDR), cells)[0],
    usable: rangesOf(propertyOf(chosen, USABLE_MEMORY_RANGE), cells),
    memory: memoryOf(tree.root, cells),
    reservations: tree.reservations.flatMap(modelRange),
    reservedMemory: reservedOf(tree, cells),
    uefi: readUefiChosen((name) => propertyOf(chosen, name)?.value),
    isStub: tree.root.children.every(({ name }) => name === 'chosen'),
  };
};
