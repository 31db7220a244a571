import type { AddressRange } from '@warmboot/address';
import { sizeOf, toWire } from '@warmboot/address';
import type { Memblock, MemblockRegion } from '@warmboot/core/plugin';
import { memblocks } from '@warmboot/core/plugin';

import {
  EFI_PAGE_SIZE,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  memoryMapOf,
  parseMemoryMap,
  serialiseMemoryMap,
  toMemblock,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import { plainRegion } from '../facts/memblock-regions.js';

/** Where the map is and how it is laid out, as /chosen says. */
export interface MapPointer {
  readonly memoryMapAddress: number;
  readonly memoryMapSize: number;
  readonly descriptorSize: number;
}

export interface EfiMemory {
  readonly memblock: Memblock;
  readonly softReserved: readonly AddressRange[];
}

/**
 * reserve_regions(): memory from the firmware's map, which replaces whatever the devicetree said. What was reserved
 * before stays. drivers/firmware/efi/efi-init.c (spec 6.4).
 *
 * @param bytes the map that {@link MapPointer} points to
 * @param pageSize of the kernel: what is not made of whole pages is rounded outward
 * @throws FormatError for a stride that cannot hold a descriptor
 */
export const memblockFromEfi = (
  bytes: Uint8Array,
  { descriptorSize }: MapPointer,
  cmdline: string,
  reserved: readonly AddressRange[],
  pageSize: number,
): EfiMemory => {
  const map = parseMemoryMap(bytes, { descriptorSize, remainder: 'ignore' });
  const softReserve = !/(^|\s)efi=(\S*,)?nosoftreserve/.test(cmdline);
  const efi = toMemblock(map.descriptors, { softReserve, pageSize });
  const memory = efi.memory.map(({ start, end, nomap }) => ({ ...plainRegion({ start, end }), nomap }));
  return {
    memblock: [...reserved, ...efi.reserved].reduce(memblocks.reserve, { memory, reserved: [] }),
    softReserved: efi.softReserved,
  };
};

const descriptorOf = ({ range, nomap }: MemblockRegion): MemoryDescriptor => ({
  type: nomap ? MEMORY_TYPE.reserved : MEMORY_TYPE.conventional,
  physicalStart: toWire(range.start),
  virtualStart: 0n,
  numberOfPages: toWire(Math.ceil(sizeOf(range) / EFI_PAGE_SIZE)),
  attribute: MEMORY_ATTRIBUTE.WB,
});

/** The plainest map that would have given a kernel this memory: for machines whose own map was not recorded. */
export const efiMapLike = ({ memory }: Memblock): Uint8Array =>
  serialiseMemoryMap(memoryMapOf(memory.map(descriptorOf)));
