import { FormatError } from '@warmboot/format';
import type { AddressRange } from '@warmboot/address';
import { rangeAt, tryFromWire } from '@warmboot/address';

import {
  cellCounts,
  findNode,
  parseDtb,
  propertyOf,
  readAddressRanges,
  readString,
  type RegEntry,
  type CellCounts,
  type DeviceNode,
  type DeviceTree,
  type Property,
} from '@warmboot/devicetree';
import { readUefiChosen, type UefiChosenResult } from '@warmboot/firmware-uefi';
import { COMMAND_LINE_SIZE } from '../facts/layout.js';
import { BOOTARGS, CHOSEN, ELFCOREHDR, INITRD_END, INITRD_START, USABLE_MEMORY_RANGE } from './chosen.js';

/** A memory node's range. */
export interface DescribedMemory {
  readonly range: AddressRange;
  /** The node has a `hotpluggable` property. */
  readonly hotpluggable: boolean;
}

/** A child of /reserved-memory with a fixed place. */
export interface DescribedReservation {
  readonly range: AddressRange;
  /** Kept out of the linear map altogether. */
  readonly noMap: boolean;
}

/** What a starting kernel reads out of its devicetree (spec 6.2, 6.3). */
export interface Handover {
  readonly cmdline: string;
  readonly initrd: AddressRange | undefined;
  readonly elfcorehdr: AddressRange | undefined;
  /** At most two. */
  readonly usable: readonly AddressRange[];
  readonly memory: readonly DescribedMemory[];
  /** /memreserve/ entries. */
  readonly reservations: readonly AddressRange[];
  readonly reservedMemory: readonly DescribedReservation[];
  readonly uefi: UefiChosenResult;
  /** Nothing but /chosen: the tree that the EFI stub makes, which leaves ACPI to describe the machine. */
  readonly isStub: boolean;
}

/** Linux assumes one cell each for a root that says nothing. OF_ROOT_NODE_ADDR_CELLS_DEFAULT. */
const LINUX_CELLS: CellCounts = { addressCells: 1, sizeCells: 1 };

/** Ranges above 2^53 cannot be RAM of any machine: they are left out. */
const modelRange = ({ address, size }: RegEntry): AddressRange[] => {
  const start = tryFromWire(address);
  const bytes = tryFromWire(size);
  return start === undefined || bytes === undefined || bytes === 0 ? [] : [rangeAt(start, bytes)];
};

const rangesOf = (property: Property | undefined, cells: CellCounts): AddressRange[] =>
  property === undefined ? [] : readAddressRanges(property, cells).flatMap(modelRange);

const isOkay = (node: DeviceNode): boolean => {
  const status = propertyOf(node, 'status');
  if (status === undefined) return true;
  const text = readString(status);
  return text === 'okay' || text === 'ok';
};

const deviceType = (node: DeviceNode): string | undefined => {
  const type = propertyOf(node, 'device_type');
  return type && readString(type);
};

/** early_init_dt_scan_memory(): `linux,usable-memory` stands in for `reg`. */
const memoryOf = (root: DeviceNode, cells: CellCounts): DescribedMemory[] =>
  root.children
    .filter((node) => deviceType(node) === 'memory' && isOkay(node))
    .flatMap((node) => {
      const hotpluggable = propertyOf(node, 'hotpluggable') !== undefined;
      const reg = propertyOf(node, 'linux,usable-memory') ?? propertyOf(node, 'reg');
      return rangesOf(reg, cells).map((range) => ({ range, hotpluggable }));
    });

const reservedOf = (tree: DeviceTree, cells: CellCounts): DescribedReservation[] =>
  (findNode(tree, '/reserved-memory')?.children ?? []).filter(isOkay).flatMap((node) =>
    rangesOf(propertyOf(node, 'reg'), cells).map((range) => ({
      range,
      noMap: propertyOf(node, 'no-map') !== undefined,
    })),
  );

/** of_read_number() over all cells of an initrd property. */
const addressOf = (property: Property | undefined): number | undefined => {
  if (property === undefined) return undefined;
  const cells = { addressCells: property.value.length / 4, sizeCells: 0 };
  const found = `${property.value.length} bytes`;
  if (property.value.length !== 4 && property.value.length !== 8) {
    throw new FormatError({ format: 'devicetree', field: property.name, found, allowed: '4 or 8 bytes' });
  }
  const [first] = readAddressRanges(property, cells);
  return first && tryFromWire(first.address);
};

const initrdOf = (chosen: DeviceNode): AddressRange | undefined => {
  const start = addressOf(propertyOf(chosen, INITRD_START));
  const end = addressOf(propertyOf(chosen, INITRD_END));
  return start === undefined || end === undefined || start >= end ? undefined : { start, end };
};

const MISSING_CHOSEN: DeviceNode = { name: 'chosen', properties: [], children: [] };

/** @throws FormatError for a blob that is not a devicetree or a property with an impossible value */
export const readHandover = (fdt: Uint8Array): Handover => {
  const tree = parseDtb(fdt);
  const cells = cellCounts(tree.root, LINUX_CELLS);
  const chosen = findNode(tree, CHOSEN) ?? MISSING_CHOSEN;
  const bootargs = propertyOf(chosen, BOOTARGS);
  return {
    cmdline: bootargs === undefined ? '' : readString(bootargs).slice(0, COMMAND_LINE_SIZE - 1),
    initrd: initrdOf(chosen),
    elfcorehdr: rangesOf(propertyOf(chosen, ELFCOREHDR), cells)[0],
    usable: rangesOf(propertyOf(chosen, USABLE_MEMORY_RANGE), cells).slice(0, 2),
    memory: memoryOf(tree.root, cells),
    reservations: tree.reservations.flatMap(modelRange),
    reservedMemory: reservedOf(tree, cells),
    uefi: readUefiChosen((name) => propertyOf(chosen, name)?.value),
    isStub: tree.root.children.every(({ name }) => name === 'chosen'),
  };
};
