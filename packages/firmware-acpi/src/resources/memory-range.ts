import { FormatError } from '@warmboot/format';
import { ADDRESS_TYPE, type ResourceDescriptor } from './descriptor.js';

/** Memory that a device decodes. */
export interface DeviceMemoryRange {
  /** Physical address of the first byte. */
  readonly base: number;
  /** Bytes, never 0. */
  readonly size: number;
  /** 0 not cacheable, 1 cacheable, 2 write combining, 3 prefetchable. */
  readonly caching: number;
  readonly writable: boolean;
}

/**
 * The ranges Linux takes from the `_CRS` of a memory device (drivers/acpi/acpi_memhotplug.c): Word, DWord and QWord
 * address descriptors of type memory with a length. Memory24, Memory32, fixed and extended descriptors do not count.
 * Ranges that follow one another with the same caching and protection are merged.
 * @throws FormatError for a range that no machine of the model can have (53 bits)
 */
export const deviceMemoryRanges = (descriptors: readonly ResourceDescriptor[]): DeviceMemoryRange[] => {
  const ranges: DeviceMemoryRange[] = [];
  for (const descriptor of descriptors) {
    if (descriptor.kind !== 'address' || descriptor.width === 'extended') continue;
    const { resourceType, minimum, length, typeFlags } = descriptor;
    if (resourceType !== ADDRESS_TYPE.memory || length === 0n) continue;
    if (minimum + length > BigInt(Number.MAX_SAFE_INTEGER)) {
      const found = `0x${minimum.toString(16)} and 0x${length.toString(16)} bytes`;
      throw new FormatError({ format: '_CRS', field: 'address', found, allowed: 'a range below 2^53' });
    }
    const caching = (typeFlags >> 1) & 3;
    const writable = (typeFlags & 1) !== 0;
    const base = Number(minimum);
    const last = ranges.at(-1);
    if (last?.caching === caching && last.writable === writable && last.base + last.size === base) {
      ranges[ranges.length - 1] = { ...last, size: last.size + Number(length) };
    } else ranges.push({ base, size: Number(length), caching, writable });
  }
  return ranges;
};
