import type { AddressRange } from '@warmboot/address';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { hasAttribute, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorRange } from '../memory-map/descriptor-range.js';

/** Whether memory for a specific purpose is kept apart: efi=nosoftreserve. */
export interface SoftReserveOption {
  /** CONFIG_EFI_SOFT_RESERVE is set and `efi=nosoftreserve` is not given (spec S1). */
  readonly softReserve: boolean;
}

/** Specific-purpose memory of whatever type. */
export const isSpecificPurpose = (descriptor: MemoryDescriptor): boolean =>
  hasAttribute(descriptor, MEMORY_ATTRIBUTE.SP);

/** The "Soft Reserved" ranges of /proc/iomem on arm64, in map order (`arm_enable_runtime_services`; spec sections 11, 14). */
export const softReservedRanges = (
  map: readonly MemoryDescriptor[],
  { softReserve }: SoftReserveOption,
): readonly AddressRange[] => (softReserve ? map.filter(isSpecificPurpose).map(descriptorRange) : []);

/**
 * Whether x86 reads the whole EFI map into e820 a second time: free memory is marked specific-purpose, and
 * soft-reserve is on (`efi_memblock_x86_reserve_range`; spec B2). `add_efi_memmap` asks for the same.
 */
export const hasSoftReservedConventional = (
  map: readonly MemoryDescriptor[],
  { softReserve }: SoftReserveOption,
): boolean =>
  softReserve &&
  map.some((descriptor) => descriptor.type === MEMORY_TYPE.conventional && isSpecificPurpose(descriptor));
