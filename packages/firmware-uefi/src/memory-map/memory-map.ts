import { ByteReader, ByteWriter } from '@warmboot/format';
import {
  MEMORY_DESCRIPTOR_SIZE,
  readMemoryDescriptor,
  writeMemoryDescriptor,
  type MemoryDescriptor,
} from './memory-descriptor.js';
import { descriptorEnd } from './descriptor-range.js';

const FORMAT = 'EFI memory map';

/** The stride that EDK2 reports: 40 rounded up by one more 64-bit word, so that nobody indexes by 40 (spec D1). */
export const EDK2_DESCRIPTOR_SIZE = 48;

/** The only descriptor version there is. */
export const DESCRIPTOR_VERSION = 1;

/** A memory map as GetMemoryMap returns it. Not sorted (spec D4). */
export interface MemoryMap {
  readonly descriptors: readonly MemoryDescriptor[];
  /** Bytes from one descriptor to the next, at least 40. */
  readonly descriptorSize: number;
  /** 1; Linux warns about another and goes on (spec D2). */
  readonly descriptorVersion: number;
}

/** What a binary map does not say of itself. */
export interface ParseMemoryMapOptions {
  /** The stride: `linux,uefi-mmap-desc-size`, `efi_memdesc_size`, DescriptorSize. At least 40. */
  readonly descriptorSize: number;
  /** Default 1. */
  readonly descriptorVersion?: number;
  /**
   * What to do with bytes after the last whole descriptor. A kernel drops them (`ignore`, spec D3);
   * a tool that reads a file wants to hear that it was cut off (`refuse`, the default).
   */
  readonly remainder?: 'refuse' | 'ignore';
}

/**
 * Reads the descriptors of a map. Padding between descriptors is dropped.
 * @throws FormatError for a stride below 40, or a last descriptor that is cut off unless `remainder` is `ignore`.
 */
export const parseMemoryMap = (bytes: Uint8Array, options: ParseMemoryMapOptions): MemoryMap => {
  const { descriptorSize, descriptorVersion = DESCRIPTOR_VERSION, remainder = 'refuse' } = options;
  const reader = new ByteReader(bytes, FORMAT, 'little');
  if (!Number.isInteger(descriptorSize) || descriptorSize < MEMORY_DESCRIPTOR_SIZE) {
    throw reader.fault(0, 'descriptor size', String(descriptorSize), `at least ${MEMORY_DESCRIPTOR_SIZE}`);
  }
  const rest = bytes.length % descriptorSize;
  if (rest !== 0 && remainder === 'refuse') {
    const multiple = `a multiple of the descriptor size ${descriptorSize}`;
    throw reader.fault(bytes.length - rest, 'map size', `${bytes.length} bytes`, multiple);
  }
  const count = Math.floor(bytes.length / descriptorSize);
  const descriptors = Array.from({ length: count }, (_, index) =>
    readMemoryDescriptor(reader, index * descriptorSize, `descriptor ${index}`),
  );
  return { descriptors, descriptorSize, descriptorVersion };
};

/** The bytes of a map, `descriptors.length * descriptorSize` of them; padding is zero. */
export const serialiseMemoryMap = ({ descriptors, descriptorSize }: MemoryMap): Uint8Array => {
  if (!Number.isInteger(descriptorSize) || descriptorSize < MEMORY_DESCRIPTOR_SIZE) {
    throw new TypeError(`a descriptor size of ${descriptorSize} cannot hold ${MEMORY_DESCRIPTOR_SIZE} bytes`);
  }
  const writer = new ByteWriter('little', descriptors.length * descriptorSize);
  for (const descriptor of descriptors) writeMemoryDescriptor(writer, descriptor, descriptorSize);
  return writer.toBytes();
};

const ADDRESS_SPACE_END = 1n << 64n;

/** False for what x86 Linux drops from the map: no pages, or an end at or past 2^64 (spec D8). */
export const isValidDescriptor = (descriptor: MemoryDescriptor): boolean =>
  descriptor.numberOfPages !== 0n && descriptorEnd(descriptor) < ADDRESS_SPACE_END;

/** The map as x86 Linux keeps it, and how many entries it dropped (`efi_clean_memmap`, spec D8). */
export const dropInvalidDescriptors = (
  map: MemoryMap,
): { readonly map: MemoryMap; readonly dropped: number } => {
  const descriptors = map.descriptors.filter(isValidDescriptor);
  const dropped = map.descriptors.length - descriptors.length;
  return { map: dropped === 0 ? map : { ...map, descriptors }, dropped };
};

/** A map with EDK2's stride around these descriptors. */
export const memoryMapOf = (
  descriptors: readonly MemoryDescriptor[],
  descriptorSize: number = EDK2_DESCRIPTOR_SIZE,
): MemoryMap => ({ descriptors, descriptorSize, descriptorVersion: DESCRIPTOR_VERSION });
