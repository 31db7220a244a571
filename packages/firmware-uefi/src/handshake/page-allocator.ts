import type { AddressRange } from '@warmboot/address';
import { EFI_PAGE_SIZE, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorEnd, descriptorRange } from '../memory-map/descriptor-range.js';

const PAGE = BigInt(EFI_PAGE_SIZE);

/** Memory types whose pages runtime services own. */
export const isRuntimeType = (type: number): boolean =>
  type === MEMORY_TYPE.runtimeServicesCode || type === MEMORY_TYPE.runtimeServicesData;

/** Highest free range of `size` bytes, aligned, that ends at or below `limit`; undefined without one. */
export const findFreePages = (
  map: readonly MemoryDescriptor[],
  size: number,
  alignment: number,
  limit: number,
): AddressRange | undefined => {
  let best: AddressRange | undefined;
  for (const descriptor of map) {
    if (descriptor.type !== MEMORY_TYPE.conventional) continue;
    const range = descriptorRange(descriptor);
    const start = Math.min(range.end, limit) - size;
    const aligned = start - (start % alignment);
    if (start < 0 || aligned < range.start || (best !== undefined && aligned <= best.start)) continue;
    best = { start: aligned, end: aligned + size };
  }
  return best;
};

/** True when one conventional entry holds the whole range. */
export const isFree = (map: readonly MemoryDescriptor[], { start, end }: AddressRange): boolean =>
  map.some((descriptor) => {
    if (descriptor.type !== MEMORY_TYPE.conventional) return false;
    const range = descriptorRange(descriptor);
    return range.start <= start && end <= range.end;
  });

const piece = (descriptor: MemoryDescriptor, start: bigint, end: bigint): readonly MemoryDescriptor[] =>
  start < end ? [{ ...descriptor, physicalStart: start, numberOfPages: (end - start) / PAGE }] : [];

const retyped = (descriptor: MemoryDescriptor, type: number): MemoryDescriptor => {
  const others = descriptor.attribute & ~MEMORY_ATTRIBUTE.RUNTIME;
  return { ...descriptor, type, attribute: isRuntimeType(type) ? others | MEMORY_ATTRIBUTE.RUNTIME : others };
};

const joins = (a: MemoryDescriptor, b: MemoryDescriptor): boolean =>
  a.type === b.type && a.attribute === b.attribute && descriptorEnd(a) === b.physicalStart;

/**
 * The map after the type of `range` changed: entries are split at its edges and joined with equal neighbours (spec D5).
 * The range must lie inside listed memory.
 */
export const retypePages = (
  map: readonly MemoryDescriptor[],
  range: AddressRange,
  type: number,
): readonly MemoryDescriptor[] => {
  const start = BigInt(range.start);
  const end = BigInt(range.end);
  const result: MemoryDescriptor[] = [];
  const append = (descriptor: MemoryDescriptor): void => {
    const last = result.at(-1);
    if (last === undefined || !joins(last, descriptor)) result.push(descriptor);
    else
      result[result.length - 1] = { ...last, numberOfPages: last.numberOfPages + descriptor.numberOfPages };
  };
  for (const descriptor of map) {
    const first = descriptor.physicalStart;
    const last = descriptorEnd(descriptor);
    if (last <= start || end <= first) {
      append(descriptor);
      continue;
    }
    const from = first > start ? first : start;
    const to = last < end ? last : end;
    const parts = [
      ...piece(descriptor, first, from),
      ...piece(retyped(descriptor, type), from, to),
      ...piece(descriptor, to, last),
    ];
    parts.forEach(append);
  }
  return result;
};
