import { ByteReader, ByteWriter } from '@warmboot/format';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import {
  EFI_PAGE_SIZE,
  hasAttribute,
  MEMORY_DESCRIPTOR_SIZE,
  readMemoryDescriptor,
  writeMemoryDescriptor,
  type MemoryDescriptor,
} from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorEnd } from '../memory-map/descriptor-range.js';

const FORMAT = 'EFI Memory Attributes table';
const HEADER_SIZE = 16;
const LAST_VERSION = 2;

/** Which runtime pages are code and which are data (UEFI 2.10 section 4.6.4; spec R2). */
export interface MemoryAttributesTable {
  /** 1 or 2. */
  readonly version: number;
  /** Version 2: bit 0 says that code has forward control flow guards. */
  readonly flags: number;
  /** Stride, at least 40. */
  readonly descriptorSize: number;
  readonly descriptors: readonly MemoryDescriptor[];
}

/** @throws FormatError for a version that Linux 6.1 rejects, a stride below 40, or a table that is cut off */
export const parseMemoryAttributesTable = (bytes: Uint8Array): MemoryAttributesTable => {
  const reader = new ByteReader(bytes, FORMAT, 'little');
  const version = reader.u32(0, 'Version');
  if (version > LAST_VERSION) throw reader.fault(0, 'Version', String(version), `at most ${LAST_VERSION}`);
  const count = reader.u32(4, 'NumberOfEntries');
  const descriptorSize = reader.u32(8, 'DescriptorSize');
  if (descriptorSize < MEMORY_DESCRIPTOR_SIZE) {
    throw reader.fault(8, 'DescriptorSize', String(descriptorSize), `at least ${MEMORY_DESCRIPTOR_SIZE}`);
  }
  const flags = reader.u32(12, 'Flags');
  reader.slice(HEADER_SIZE, count * descriptorSize, 'Entry');
  const descriptors = Array.from({ length: count }, (_, index) =>
    readMemoryDescriptor(reader, HEADER_SIZE + index * descriptorSize, `entry ${index}`),
  );
  return { version, flags, descriptorSize, descriptors };
};

/** The table as bytes. */
export const serialiseMemoryAttributesTable = (table: MemoryAttributesTable): Uint8Array => {
  const writer = new ByteWriter('little', memoryAttributesTableSize(table))
    .u32(table.version)
    .u32(table.descriptors.length)
    .u32(table.descriptorSize)
    .u32(table.flags);
  for (const descriptor of table.descriptors) writeMemoryDescriptor(writer, descriptor, table.descriptorSize);
  return writer.toBytes();
};

/** Bytes of the table, which Linux reserves in memblock (`efi_memattr_init`, drivers/firmware/efi/memattr.c). */
export const memoryAttributesTableSize = ({
  descriptors,
  descriptorSize,
}: Pick<MemoryAttributesTable, 'descriptorSize'> & {
  readonly descriptors: { readonly length: number };
}): number => HEADER_SIZE + descriptors.length * descriptorSize;

/** Why Linux skips an entry of the table. */
export type MemoryAttributesRejection =
  | 'not runtime code or data'
  | 'not aligned to the page size'
  | 'not inside one runtime entry of the same type';

/**
 * Linux's verdict on an entry; undefined when it is valid (`entry_is_valid`, drivers/firmware/efi/memattr.c; spec R2).
 * @param pageSize of the kernel, in bytes
 */
export const rejectMemoryAttributesEntry = (
  entry: MemoryDescriptor,
  map: readonly MemoryDescriptor[],
  pageSize: number = EFI_PAGE_SIZE,
): MemoryAttributesRejection | undefined => {
  if (entry.type !== MEMORY_TYPE.runtimeServicesCode && entry.type !== MEMORY_TYPE.runtimeServicesData) {
    return 'not runtime code or data';
  }
  const page = BigInt(pageSize);
  const aligned =
    entry.physicalStart % page === 0n && (entry.numberOfPages * BigInt(EFI_PAGE_SIZE)) % page === 0n;
  if (pageSize > EFI_PAGE_SIZE && !aligned) return 'not aligned to the page size';
  const home = map.find(
    (region) =>
      hasAttribute(region, MEMORY_ATTRIBUTE.RUNTIME) &&
      region.physicalStart <= entry.physicalStart &&
      entry.physicalStart < descriptorEnd(region),
  );
  const fits = home !== undefined && home.type === entry.type && descriptorEnd(entry) <= descriptorEnd(home);
  return fits ? undefined : 'not inside one runtime entry of the same type';
};
