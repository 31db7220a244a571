import fc from 'fast-check';
import { MEMORY_ATTRIBUTE, MEMORY_TYPE, type MemoryDescriptor } from '@warmboot/firmware-uefi';

const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });

/** Any descriptor that fits on the wire, sensible or not. */
export const wireDescriptor: fc.Arbitrary<MemoryDescriptor> = fc.record({
  type: fc.nat({ max: 0xffff_ffff }),
  physicalStart: u64,
  virtualStart: u64,
  numberOfPages: u64,
  attribute: u64,
});

const attributes: readonly bigint[] = Object.values(MEMORY_ATTRIBUTE);

/** Any combination of the attributes that have a name. */
const namedAttributes: fc.Arbitrary<bigint> = fc
  .subarray([...attributes])
  .map((bits) => bits.reduce((word, bit) => word | bit, 0n));

/** A type that Linux knows. */
const namedType: fc.Arbitrary<number> = fc.constantFrom(...Object.values(MEMORY_TYPE));

/** A descriptor within 48 bits of physical address, with pages, at a page boundary. */
export const realDescriptor: fc.Arbitrary<MemoryDescriptor> = fc.record({
  type: fc.oneof(namedType, fc.nat({ max: 0xffff_ffff })),
  physicalStart: fc.bigInt({ min: 0n, max: (1n << 36n) - 1n }).map((page) => page << 12n),
  virtualStart: fc.constant(0n),
  numberOfPages: fc.bigInt({ min: 1n, max: 1n << 24n }),
  attribute: namedAttributes,
});
