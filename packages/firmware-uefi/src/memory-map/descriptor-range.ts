import type { AddressRange } from '@warmboot/address';
import { FormatError } from '@warmboot/format';
import { EFI_PAGE_SIZE, type MemoryDescriptor } from './memory-descriptor.js';

const PAGE = BigInt(EFI_PAGE_SIZE);
const EXACT_LIMIT = BigInt(Number.MAX_SAFE_INTEGER);

/** First byte after the descriptor, without wrapping at 64 bits. */
export const descriptorEnd = ({ physicalStart, numberOfPages }: MemoryDescriptor): bigint =>
  physicalStart + numberOfPages * PAGE;

/**
 * The range that a descriptor covers. Empty when it has no pages.
 * @throws FormatError when the range does not end within 53 bits, more than any arm64 or x86 machine can address.
 */
export const descriptorRange = (descriptor: MemoryDescriptor): AddressRange => {
  const end = descriptorEnd(descriptor);
  if (end > EXACT_LIMIT) {
    throw new FormatError({
      format: 'EFI memory descriptor',
      field: 'PhysicalStart + NumberOfPages * 4096',
      found: `0x${end.toString(16)}`,
      allowed: `at most 0x${EXACT_LIMIT.toString(16)}`,
    });
  }
  return { start: Number(descriptor.physicalStart), end: Number(end) };
};
