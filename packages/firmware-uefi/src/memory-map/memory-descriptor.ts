import type { ByteReader, ByteWriter } from '@warmboot/format';

/** Bytes of an EFI page, whatever the page size of the kernel. */
export const EFI_PAGE_SIZE = 4096;

/** Bytes of the structure; the stride in a map is the descriptor size that the firmware says (spec D1). */
export const MEMORY_DESCRIPTOR_SIZE = 40;

/**
 * One entry of an EFI memory map (EFI_MEMORY_DESCRIPTOR, UEFI 2.10 section 7.2.3; spec firmware-uefi section 1).
 * The 64-bit fields stay `bigint` here: this is the wire. `descriptorRange` gives the range that the model works with.
 */
export interface MemoryDescriptor {
  /** A `MEMORY_TYPE`, or an OEM or loader number; 32 bits. */
  readonly type: number;
  readonly physicalStart: bigint;
  /** 0 until the OS chooses an address for SetVirtualAddressMap. */
  readonly virtualStart: bigint;
  /** In EFI pages of 4096 bytes. */
  readonly numberOfPages: bigint;
  /** `MEMORY_ATTRIBUTE` bits. */
  readonly attribute: bigint;
}

/** Reads the descriptor at `offset`; the padding after the type is ignored. */
export const readMemoryDescriptor = (
  reader: ByteReader,
  offset: number,
  field: string,
): MemoryDescriptor => ({
  type: reader.u32(offset, `${field}.Type`),
  physicalStart: reader.u64(offset + 8, `${field}.PhysicalStart`),
  virtualStart: reader.u64(offset + 16, `${field}.VirtualStart`),
  numberOfPages: reader.u64(offset + 24, `${field}.NumberOfPages`),
  attribute: reader.u64(offset + 32, `${field}.Attribute`),
});

/** Appends the descriptor and fills up to the stride with zero bytes. */
export const writeMemoryDescriptor = (
  writer: ByteWriter,
  descriptor: MemoryDescriptor,
  descriptorSize: number = MEMORY_DESCRIPTOR_SIZE,
): void => {
  writer
    .u32(descriptor.type)
    .u32(0)
    .u64(descriptor.physicalStart)
    .u64(descriptor.virtualStart)
    .u64(descriptor.numberOfPages)
    .u64(descriptor.attribute)
    .zeros(descriptorSize - MEMORY_DESCRIPTOR_SIZE);
};

/** True when every bit of `mask` is set. */
export const hasAttribute = (descriptor: MemoryDescriptor, mask: bigint): boolean =>
  (descriptor.attribute & mask) === mask;

/** True when at least one bit of `mask` is set. */
export const hasAnyAttribute = (descriptor: MemoryDescriptor, mask: bigint): boolean =>
  (descriptor.attribute & mask) !== 0n;
