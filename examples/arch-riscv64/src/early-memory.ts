import type { AddressRange } from '@warmboot/address';
import { alignInward, alignOutward, rangeAt, subtract } from '@warmboot/address';
import type { Memblock, MemblockRegion } from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';

import { parseMemoryMap, toMemblock } from '@warmboot/firmware-uefi';
import type { Handover } from './devicetree/read-tree.js';
import { EFI_MEMORY_MAP_FILE, PAGE_SIZE } from './layout.js';

const plain = (range: AddressRange): MemblockRegion => ({
  range,
  nomap: false,
  driverManaged: false,
  hotplug: false,
});

const add = (memblock: Memblock, range: AddressRange): Memblock => {
  const pages = alignInward(range, PAGE_SIZE);
  return pages.start < pages.end ? memblocks.add(memblock, plain(pages)) : memblock;
};

/** memblock_remove(): reservations stay. */
const remove = (memblock: Memblock, range: AddressRange): Memblock => ({
  ...memblocks.remove(memblock, range),
  reserved: memblock.reserved,
});

/** Keeps memory out of the linear map; what is no memory is left alone. */
const withoutMap = (memblock: Memblock, hole: AddressRange): Memblock => ({
  ...memblock,
  memory: memblock.memory
    .flatMap((region) => {
      const rest = subtract([region.range], [hole]);
      const part = subtract([region.range], rest);
      return [
        ...rest.map((range) => ({ ...region, range })),
        ...part.map((range) => ({ ...region, range, nomap: true })),
      ];
    })
    .sort((a, b) => a.range.start - b.range.start),
});

const EMPTY: Memblock = { memory: [], reserved: [] };

/** What the firmware's map says, which replaces the memory nodes. drivers/firmware/efi/efi-init.c: reserve_regions */
const fromEfiMap = (
  map: Uint8Array,
  { uefi }: Handover & { readonly uefi: { readonly found: true } },
): Memblock => {
  const { descriptorSize, memoryMapAddress, memoryMapSize } = uefi.parameters;
  const { descriptors } = parseMemoryMap(map, { descriptorSize, remainder: 'ignore' });
  const efi = toMemblock(descriptors, { softReserve: false });
  const memory = efi.memory.map(({ start, end, nomap }) => ({ ...plain({ start, end }), nomap }));
  const own = alignOutward(rangeAt(memoryMapAddress, memoryMapSize), PAGE_SIZE);
  return [...efi.reserved, own].reduce(memblocks.reserve, { memory, reserved: [] });
};

/** Whether the hand-over points to an EFI memory map. */
export const hasEfi = (
  handover: Handover,
): handover is Handover & { readonly uefi: { readonly found: true } } => handover.uefi.found;

/**
 * Memory as the hand-over describes it: memory nodes or the EFI map, cut down to what a capture kernel may use.
 * @returns undefined where the EFI map is not where it should be
 * @throws FormatError for a map that cannot be read
 */
export const describedMemory = (
  handover: Handover,
  files: ReadonlyMap<string, Uint8Array>,
): Memblock | undefined => {
  const map = files.get(EFI_MEMORY_MAP_FILE);
  if (hasEfi(handover) && map === undefined) return undefined;
  const described =
    hasEfi(handover) && map !== undefined
      ? fromEfiMap(map, handover)
      : handover.memory.reduce((memblock, { range }) => add(memblock, range), EMPTY);
  const { usable } = handover;
  if (usable.length === 0) return described;
  return subtract([{ start: 0, end: Infinity }], usable).reduce(remove, described);
};

/** What a kernel reserves for itself before it looks for anything. */
export interface OwnMemory {
  /** `[_start, _end)`, to the end of what its sections are aligned to where their pages have permissions of their own. */
  readonly image: AddressRange;
  readonly fdt: AddressRange;
}

/** setup_bootmem(): the kernel, its initrd, /reserved-memory, the vmcore's header, its devicetree. arch/riscv/mm/init.c */
export const withReservations = (
  memblock: Memblock,
  handover: Handover,
  { image, fdt }: OwnMemory,
): Memblock => {
  const { initrd, reservations, reservedMemory, elfcorehdr } = handover;
  const noMap = reservedMemory.filter((one) => one.noMap).map(({ range }) => range);
  const kept = reservedMemory.filter((one) => !one.noMap).map(({ range }) => range);
  const reserved = [
    image,
    ...(initrd === undefined ? [] : [initrd]),
    ...reservations,
    ...kept,
    ...(elfcorehdr === undefined ? [] : [elfcorehdr]),
    fdt,
  ];
  return reserved.reduce(memblocks.reserve, noMap.reduce(withoutMap, memblock));
};

/** RAM below the kernel, for kernels whose linear map begins at themselves. early_init_dt_add_memory_arch() */
export const withoutMemoryBelow = (memblock: Memblock, address: number): Memblock =>
  remove(memblock, { start: 0, end: address });

/** free_initrd_mem(): once it is unpacked, its pages are nobody's, in memblock as well. init/initramfs.c */
export const withoutInitrd = (memblock: Memblock, initrd: AddressRange | undefined): Memblock =>
  initrd === undefined
    ? memblock
    : {
        ...memblock,
        reserved: subtract(memblock.reserved, [alignOutward(initrd, PAGE_SIZE)]),
      };
