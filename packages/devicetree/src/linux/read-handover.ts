import { tryFromWire, type AddressRange } from '@warmboot/address';
import { FormatError } from '@warmboot/format';
import { cellCounts } from '../cell-counts.js';
import type { DeviceNode, DeviceTree, Property } from '../device-tree.js';
import { findNode, propertyOf } from '../node-path.js';
import { parseDtb } from '../parse-dtb.js';
import { readAddressRanges, readString } from '../read-property.js';
import type { CellCounts } from '../reg-entry.js';
import { CHOSEN, CHOSEN_PROPERTY } from './chosen.js';
import { modelRange, rangesOf } from './ranges.js';

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

/** What a starting kernel reads out of its devicetree. */
export interface Handover<Uefi> {
  readonly cmdline: string;
  readonly initrd: AddressRange | undefined;
  readonly elfcorehdr: AddressRange | undefined;
  /** At most two. */
  readonly usable: readonly AddressRange[];
  readonly memory: readonly DescribedMemory[];
  /** /memreserve/ entries. */
  readonly reservations: readonly AddressRange[];
  readonly reservedMemory: readonly DescribedReservation[];
  readonly uefi: Uefi;
  /** Nothing but /chosen: the tree that the EFI stub makes, which leaves ACPI to describe the machine. */
  readonly isStub: boolean;
}

/** What differs between the kernels that read. */
export interface HandoverReader<Uefi> {
  /** COMMAND_LINE_SIZE: bytes, the NUL included. */
  readonly commandLineSize: number;
  /** Reads what the EFI stub left in /chosen, given a look at its properties by name. */
  readonly readUefi: (valueOf: (property: string) => Uint8Array | undefined) => Uefi;
}

/** Linux assumes one cell each for a root that says nothing. OF_ROOT_NODE_ADDR_CELLS_DEFAULT */
const LINUX_CELLS: CellCounts = { addressCells: 1, sizeCells: 1 };

/** drivers/of/fdt.c: MAX_USABLE_RANGES */
const MAX_USABLE_RANGES = 2;

const textOf = (node: DeviceNode, name: string): string | undefined => {
  const property = propertyOf(node, name);
  return property && readString(property);
};

const isOkay = (node: DeviceNode): boolean => [undefined, 'okay', 'ok'].includes(textOf(node, 'status'));

/** early_init_dt_scan_memory(): `linux,usable-memory` stands in for `reg`. */
const memoryOf = (root: DeviceNode, cells: CellCounts): DescribedMemory[] =>
  root.children
    .filter((node) => textOf(node, 'device_type') === 'memory' && isOkay(node))
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
  const { length } = property.value;
  if (length !== 4 && length !== 8) {
    const found = `${length} bytes`;
    throw new FormatError({ format: 'devicetree', field: property.name, found, allowed: '4 or 8 bytes' });
  }
  const [first] = readAddressRanges(property, { addressCells: length / 4, sizeCells: 0 });
  return first && tryFromWire(first.address);
};

const initrdOf = (chosen: DeviceNode): AddressRange | undefined => {
  const start = addressOf(propertyOf(chosen, CHOSEN_PROPERTY.initrdStart));
  const end = addressOf(propertyOf(chosen, CHOSEN_PROPERTY.initrdEnd));
  return start === undefined || end === undefined || start >= end ? undefined : { start, end };
};

const MISSING_CHOSEN: DeviceNode = { name: 'chosen', properties: [], children: [] };

/**
 * early_init_dt_scan() and early_init_fdt_scan_reserved_mem(). drivers/of/fdt.c
 *
 * @throws FormatError for a blob that is not a devicetree or a property with an impossible value
 */
export const readHandover = <Uefi>(
  fdt: Uint8Array,
  { commandLineSize, readUefi }: HandoverReader<Uefi>,
): Handover<Uefi> => {
  const tree = parseDtb(fdt);
  const cells = cellCounts(tree.root, LINUX_CELLS);
  const chosen = findNode(tree, CHOSEN) ?? MISSING_CHOSEN;
  const toldIn = (name: string): AddressRange[] => rangesOf(propertyOf(chosen, name), cells);
  return {
    cmdline: (textOf(chosen, CHOSEN_PROPERTY.bootargs) ?? '').slice(0, commandLineSize - 1),
    initrd: initrdOf(chosen),
    elfcorehdr: toldIn(CHOSEN_PROPERTY.elfcorehdr)[0],
    usable: toldIn(CHOSEN_PROPERTY.usableMemoryRange).slice(0, MAX_USABLE_RANGES),
    memory: memoryOf(tree.root, cells),
    reservations: tree.reservations.flatMap(modelRange),
    reservedMemory: reservedOf(tree, cells),
    uefi: readUefi((name) => propertyOf(chosen, name)?.value),
    isStub: tree.root.children.every(({ name }) => name === 'chosen'),
  };
};

/** {@link readHandover} as one architecture's kernels do it. */
export const handoverReader =
  <Uefi>(reader: HandoverReader<Uefi>) =>
  (fdt: Uint8Array): Handover<Uefi> =>
    readHandover(fdt, reader);
