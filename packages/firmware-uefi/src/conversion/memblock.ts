import { alignOutward, type AddressRange } from '@warmboot/address';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import {
  EFI_PAGE_SIZE,
  hasAnyAttribute,
  hasAttribute,
  type MemoryDescriptor,
} from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorRange } from '../memory-map/descriptor-range.js';
import { isSpecificPurpose, type SoftReserveOption } from './soft-reserve.js';

/** What the command line decides about the conversion. */
export interface MemblockOptions extends SoftReserveOption {
  /** Page size of the kernel in bytes: 4096, 16384 or 65536. Default 4096. */
  readonly pageSize?: number;
}

/** How an arm64 kernel takes one descriptor into memblock. */
export interface MemblockClass {
  /** `memblock_add`: described as memory. */
  readonly add: boolean;
  /** `memblock_mark_nomap`: memory that must stay out of the linear map. */
  readonly nomap: boolean;
  /** `memblock_reserve`: RAM that must not be allocated. */
  readonly reserve: boolean;
}

const CACHEABLE = MEMORY_ATTRIBUTE.WB | MEMORY_ATTRIBUTE.WT | MEMORY_ATTRIBUTE.WC;

const USABLE_TYPES: ReadonlySet<number> = new Set([
  MEMORY_TYPE.loaderCode,
  MEMORY_TYPE.loaderData,
  MEMORY_TYPE.bootServicesCode,
  MEMORY_TYPE.bootServicesData,
  MEMORY_TYPE.conventional,
  MEMORY_TYPE.acpiReclaim,
  MEMORY_TYPE.persistent,
]);

const IGNORED: MemblockClass = { add: false, nomap: false, reserve: false };

/**
 * The row and column of the conversion table that a descriptor falls into (`is_memory`, `is_usable_memory` and
 * `reserve_regions` in drivers/firmware/efi/efi-init.c; spec section 11, arch-arm64 section 6.4).
 */
export const classifyForMemblock = (
  descriptor: MemoryDescriptor,
  { softReserve }: SoftReserveOption,
): MemblockClass => {
  if (!hasAnyAttribute(descriptor, CACHEABLE)) return IGNORED;
  if (softReserve && isSpecificPurpose(descriptor)) return IGNORED;
  const usable = USABLE_TYPES.has(descriptor.type) && hasAttribute(descriptor, MEMORY_ATTRIBUTE.WB);
  return { add: true, nomap: !usable, reserve: descriptor.type === MEMORY_TYPE.acpiReclaim };
};

/** One call into memblock. */
export interface MemblockCall extends AddressRange {
  readonly call: 'add' | 'nomap' | 'reserve';
}

/**
 * The memblock calls for a map, in the order in which the kernel makes them. Ranges grow outward to whole
 * kernel pages (spec A1); a descriptor without pages makes no call.
 * @throws FormatError for a descriptor above 2^53
 */
export const memblockCalls = (
  map: readonly MemoryDescriptor[],
  options: MemblockOptions,
): readonly MemblockCall[] => {
  const calls: MemblockCall[] = [];
  for (const descriptor of map) {
    const { add, nomap, reserve } = classifyForMemblock(descriptor, options);
    if (!add || descriptor.numberOfPages === 0n) continue;
    const range = alignOutward(descriptorRange(descriptor), options.pageSize ?? EFI_PAGE_SIZE);
    calls.push({ call: 'add', ...range });
    if (nomap) calls.push({ call: 'nomap', ...range });
    if (reserve) calls.push({ call: 'reserve', ...range });
  }
  return calls;
};
