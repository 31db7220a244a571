import { FormatError } from '@warmboot/format';
import { MEMORY_AFFINITY, type Srat } from './srat.js';

/** A memory affinity entry in the units of the machine model. */
export interface SratMemoryRange {
  /** Physical address of the first byte. */
  readonly base: number;
  /** Bytes. 0 in the padding entries that firmware leaves disabled. */
  readonly size: number;
  readonly proximityDomain: number;
  /** The kernel skips an entry that is not enabled (drivers/acpi/numa/srat.c). */
  readonly enabled: boolean;
  /** Memory may be added here later; nothing need be there now. */
  readonly hotPluggable: boolean;
  readonly nonVolatile: boolean;
}

const address = (value: bigint, field: string): number => {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    const allowed = `at most 0x${Number.MAX_SAFE_INTEGER.toString(16)}`;
    throw new FormatError({ format: 'SRAT', field, found: `0x${value.toString(16)}`, allowed });
  }
  return Number(value);
};

/**
 * The memory affinity entries in table order, disabled ones included. Tables of revision 0 and 1 have 8-bit domains.
 * @throws FormatError for an address or size that no machine of the model can have (53 bits)
 */
export const sratMemoryRanges = (srat: Srat): SratMemoryRange[] => {
  const mask = srat.header.revision <= 1 ? 0xff : 0xffff_ffff;
  return srat.entries.flatMap((entry, index) => {
    if (entry.kind !== 'memory-affinity') return [];
    const has = (flag: number): boolean => (entry.flags & flag) !== 0;
    const range: SratMemoryRange = {
      base: address(entry.base, `entry ${index}.base`),
      size: address(entry.length, `entry ${index}.length`),
      proximityDomain: (entry.proximityDomain & mask) >>> 0,
      enabled: has(MEMORY_AFFINITY.enabled),
      hotPluggable: has(MEMORY_AFFINITY.hotPluggable),
      nonVolatile: has(MEMORY_AFFINITY.nonVolatile),
    };
    address(entry.base + entry.length, `entry ${index}.end`);
    return [range];
  });
};
