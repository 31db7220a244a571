import { overlaps, type AddressRange } from '@warmboot/address';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { hasAttribute, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorRange } from '../memory-map/descriptor-range.js';

/** What else claims memory when x86 Linux looks at boot services regions. */
export interface BootServicesSurroundings {
  /** memblock.reserved so far. */
  readonly reserved: readonly AddressRange[];
  /** e820 RAM, disjoint. A region that is not wholly in one of these is kept. */
  readonly ram: readonly AddressRange[];
  /** Image of the running kernel, `[_text, _end)`. */
  readonly kernel: AddressRange;
}

/** A range that was reserved until the firmware is done, and what becomes of it. */
export interface BootServicesReservation {
  /** Newly reserved in memblock until SetVirtualAddressMap, in map order. */
  readonly reserve: readonly AddressRange[];
  /** The map, with what must never be freed tagged as runtime memory. */
  readonly map: readonly MemoryDescriptor[];
}

/** Boot services code and data: firmware that is finished but may be buggy enough to be called again. */
export const isBootServices = ({ type }: MemoryDescriptor): boolean =>
  type === MEMORY_TYPE.bootServicesCode || type === MEMORY_TYPE.bootServicesData;

/**
 * x86 keeps boot services memory until the virtual map is set: it reserves each region that nobody has reserved, and
 * tags the others, and those that are not plain RAM, as runtime so that they are never freed
 * (`efi_reserve_boot_services`, arch/x86/platform/efi/quirks.c; spec B4). Each reservation counts for the regions after it.
 */
export const reserveBootServices = (
  map: readonly MemoryDescriptor[],
  { reserved, ram, kernel }: BootServicesSurroundings,
): BootServicesReservation => {
  const reserve: AddressRange[] = [];
  const tagged = map.map((descriptor) => {
    if (!isBootServices(descriptor)) return descriptor;
    const range = descriptorRange(descriptor);
    const taken = [...reserved, ...reserve].some((other) => overlaps(range, other));
    if (!taken) reserve.push(range);
    const plainRam = ram.some(({ start, end }) => start <= range.start && range.end <= end);
    if (!taken && plainRam && !overlaps(range, kernel)) return descriptor;
    return { ...descriptor, attribute: descriptor.attribute | MEMORY_ATTRIBUTE.RUNTIME };
  });
  return { reserve, map: tagged };
};

/** Whether x86 maps a descriptor for runtime calls: runtime memory and boot services (`should_map_region`; spec V7). */
export const isMappedForRuntime = (descriptor: MemoryDescriptor): boolean =>
  hasAttribute(descriptor, MEMORY_ATTRIBUTE.RUNTIME) || isBootServices(descriptor);
