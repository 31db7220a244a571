import type { AddressRange } from '@warmboot/address';
import { EFI_PAGE_SIZE, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { DESCRIPTOR_VERSION } from '../memory-map/memory-map.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import type { Firmware } from './firmware.js';
import { findFreePages, isFree, isRuntimeType, retypePages } from './page-allocator.js';
import { bootServiceViolation, fail, succeed, undefinedBehaviour, type ServiceCall } from './service-call.js';

/** Where AllocatePages may put the pages. */
export type AllocatePlace =
  | { readonly kind: 'any' }
  /** The last byte must be at or below `address`. */
  | { readonly kind: 'max-address'; readonly address: number }
  | { readonly kind: 'address'; readonly address: number };

const OEM_TYPES = 0x7000_0000;

const isAllocatable = (type: number): boolean =>
  type >= OEM_TYPES || (type <= MEMORY_TYPE.palCode && type !== MEMORY_TYPE.conventional);

const granularityOf = (firmware: Firmware, type: number): number =>
  isRuntimeType(type) || type === MEMORY_TYPE.acpiReclaim || type === MEMORY_TYPE.acpiNvs
    ? firmware.runtimeGranularity
    : EFI_PAGE_SIZE;

const changed = (
  firmware: Firmware,
  range: AddressRange,
  type: number,
  allocations: readonly AddressRange[],
): Firmware => ({
  ...firmware,
  memoryMap: retypePages(firmware.memoryMap, range, type),
  mapKey: firmware.mapKey + 1,
  allocations,
});

/**
 * AllocatePages (UEFI 2.10 section 7.2.1, as EDK2 orders the checks). Free-choice allocations come from the highest
 * free address. Runtime, ACPI reclaim and NVS memory is taken in units of the runtime granularity.
 * Errors: INVALID_PARAMETER for a type that cannot be allocated or a misaligned address; NOT_FOUND when the pages at a
 * given address are not free; OUT_OF_RESOURCES when no free range is large enough.
 */
export const allocatePages = (
  firmware: Firmware,
  place: AllocatePlace,
  type: number,
  pages: number,
): ServiceCall<AddressRange> => {
  const violation = bootServiceViolation(firmware, 'AllocatePages', 'memory');
  if (violation !== undefined) return violation;
  if (!isAllocatable(type))
    return fail(firmware, 'INVALID_PARAMETER', `memory of type ${type} cannot be allocated`);
  const granularity = granularityOf(firmware, type);
  if (place.kind === 'address' && place.address % granularity !== 0) {
    return fail(firmware, 'INVALID_PARAMETER', `the address is no multiple of ${granularity}`);
  }
  const size = Math.ceil((pages * EFI_PAGE_SIZE) / granularity) * granularity;
  if (place.kind === 'address') {
    const range = { start: place.address, end: place.address + size };
    if (size === 0 || !isFree(firmware.memoryMap, range)) {
      return fail(firmware, 'NOT_FOUND', 'the requested pages are not free');
    }
    return succeed(changed(firmware, range, type, [...firmware.allocations, range]), range);
  }
  const limit = place.kind === 'max-address' ? place.address + 1 : Number.MAX_SAFE_INTEGER;
  const range = size === 0 ? undefined : findFreePages(firmware.memoryMap, size, granularity, limit);
  if (range === undefined) return fail(firmware, 'OUT_OF_RESOURCES', `no free range of ${size} bytes`);
  return succeed(changed(firmware, range, type, [...firmware.allocations, range]), range);
};

/** AllocatePool, modelled as pages of their own, so that it always changes the map (spec section 4, "pool growth"). */
export const allocatePool = (firmware: Firmware, type: number, bytes: number): ServiceCall<AddressRange> => {
  const violation = bootServiceViolation(firmware, 'AllocatePool', 'memory');
  return (
    violation ?? allocatePages(firmware, { kind: 'any' }, type, Math.max(1, Math.ceil(bytes / EFI_PAGE_SIZE)))
  );
};

const without = (allocations: readonly AddressRange[], freed: AddressRange): readonly AddressRange[] =>
  allocations.flatMap((range) => {
    if (freed.end <= range.start || range.end <= freed.start) return [range];
    const parts = [
      { start: range.start, end: freed.start },
      { start: freed.end, end: range.end },
    ];
    return parts.filter(({ start, end }) => start < end);
  });

/**
 * FreePages (UEFI 2.10 section 7.2.2). Part of an allocation may be freed.
 * Errors: INVALID_PARAMETER for a misaligned address or no pages; NOT_FOUND for pages that AllocatePages did not hand out.
 */
export const freePages = (firmware: Firmware, address: number, pages: number): ServiceCall<AddressRange> => {
  const violation = bootServiceViolation(firmware, 'FreePages', 'memory');
  if (violation !== undefined) return violation;
  if (address % EFI_PAGE_SIZE !== 0 || pages <= 0) {
    return fail(firmware, 'INVALID_PARAMETER', 'the address is not page aligned, or there are no pages');
  }
  const range = { start: address, end: address + pages * EFI_PAGE_SIZE };
  const owner = firmware.allocations.find(({ start, end }) => start <= range.start && range.end <= end);
  if (owner === undefined)
    return fail(firmware, 'NOT_FOUND', 'the pages were not allocated with AllocatePages');
  const freed = changed(firmware, range, MEMORY_TYPE.conventional, without(firmware.allocations, range));
  return succeed(freed, range);
};

/** What GetMemoryMap writes through its size, key and descriptor pointers, with or without success. */
export interface MemoryMapSizes {
  /** Bytes used on success, bytes needed on BUFFER_TOO_SMALL. */
  readonly size: number;
  readonly mapKey: number;
  readonly descriptorSize: number;
  readonly descriptorVersion: number;
}

/** The result of GetMemoryMap; `sizes` is undefined only when the size pointer was NULL or the call was illegal. */
export type GetMemoryMapCall = ServiceCall<readonly MemoryDescriptor[]> & {
  readonly sizes: MemoryMapSizes | undefined;
};

/**
 * GetMemoryMap (UEFI 2.10 section 7.2.3), with EDK2's order of checks (spec G1 to G4).
 * @param bufferSize value behind the size pointer, in bytes; `undefined` for a NULL pointer
 * @param buffer whether the buffer pointer is NULL
 */
export const getMemoryMap = (
  firmware: Firmware,
  bufferSize: number | undefined,
  buffer: 'present' | 'null' = 'present',
): GetMemoryMapCall => {
  if (firmware.phase === 'runtime') {
    const reason = 'GetMemoryMap was called after ExitBootServices: boot services are gone';
    return { ...undefinedBehaviour(firmware, reason), sizes: undefined };
  }
  if (bufferSize === undefined) {
    return { ...fail(firmware, 'INVALID_PARAMETER', 'the size pointer is NULL'), sizes: undefined };
  }
  const { descriptorSize, mapKey } = firmware;
  const used = firmware.memoryMap.length * descriptorSize;
  const needed = used + 2 * firmware.memoryTypeBins * descriptorSize;
  const sizes = { size: needed, mapKey, descriptorSize, descriptorVersion: DESCRIPTOR_VERSION };
  if (bufferSize < needed) {
    const reason = `the buffer has ${bufferSize} bytes, the map needs ${needed}`;
    return { ...fail(firmware, 'BUFFER_TOO_SMALL', reason), sizes };
  }
  if (buffer === 'null') {
    return { ...fail(firmware, 'INVALID_PARAMETER', 'the buffer pointer is NULL'), sizes };
  }
  return { ...succeed(firmware, firmware.memoryMap), sizes: { ...sizes, size: used } };
};
