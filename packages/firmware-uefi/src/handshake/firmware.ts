import type { AddressRange } from '@warmboot/address';
import {
  EFI_PAGE_SIZE,
  hasAttribute,
  MEMORY_DESCRIPTOR_SIZE,
  type MemoryDescriptor,
} from '../memory-map/memory-descriptor.js';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { EDK2_DESCRIPTOR_SIZE } from '../memory-map/memory-map.js';
import type { ConfigurationTable } from '../tables/configuration-table.js';
import { ALL_RUNTIME_SERVICES } from '../tables/rt-properties-table.js';

/**
 * How far the hand-over has come (spec section 4).
 *
 * ```
 *  boot --ExitBootServices, right key--------------------------> runtime
 *    |                                                              ^
 *    '-ExitBootServices, stale key--> partially-shut-down --right key'
 * ```
 */
export type FirmwarePhase = 'boot' | 'partially-shut-down' | 'runtime';

/** A UEFI firmware between power-on and the end of the machine, as a value. Every service returns a new one. */
export interface Firmware {
  readonly phase: FirmwarePhase;
  /** Entries in the order in which GetMemoryMap lists them. */
  readonly memoryMap: readonly MemoryDescriptor[];
  /** Grows with every structural change of the map. */
  readonly mapKey: number;
  /** DescriptorSize that GetMemoryMap reports. */
  readonly descriptorSize: number;
  /** Kinds of memory with a reserved bin; each makes GetMemoryMap ask for room for two more entries (spec G2). */
  readonly memoryTypeBins: number;
  /** Alignment of runtime, ACPI reclaim and NVS allocations: 4096 on x64, 65536 on AArch64 (spec D9). */
  readonly runtimeGranularity: number;
  /** UEFI revision as in the system table: 0x20046 is 2.70. */
  readonly revision: number;
  /** Live AllocatePages results, which alone FreePages may take back. */
  readonly allocations: readonly AddressRange[];
  readonly configurationTables: readonly ConfigurationTable[];
  /** EFI_EVENT_GROUP_BEFORE_EXIT_BOOT_SERVICES has been signalled; it is signalled once. */
  readonly beforeExitSignalled: boolean;
  readonly timerRunning: boolean;
  /** Set by SetVirtualAddressMap; undefined while runtime services run at physical addresses. */
  readonly virtualMap: readonly MemoryDescriptor[] | undefined;
  /** `RUNTIME_SERVICE` bits that still work after ExitBootServices. */
  readonly runtimeServicesSupported: number;
  /** Whether SetVirtualAddressMap compares its argument with the map (the specification) or not (EDK2; spec V1). */
  readonly checksVirtualMap: boolean;
}

/** What distinguishes one firmware from another. */
export interface FirmwareDescription {
  readonly memoryMap: readonly MemoryDescriptor[];
  readonly configurationTables?: readonly ConfigurationTable[];
  /** Default 48, as EDK2. */
  readonly descriptorSize?: number;
  /** Default 0. */
  readonly memoryTypeBins?: number;
  /** Default 4096. */
  readonly runtimeGranularity?: number;
  /** Default 0x20046, UEFI 2.70. */
  readonly revision?: number;
  /** Default every service. */
  readonly runtimeServicesSupported?: number;
  /** Default false, as EDK2. */
  readonly checksVirtualMap?: boolean;
}

/** A firmware with boot services running. Throws a TypeError for a stride below 40 or a granularity that is no power of two pages. */
export const bootFirmware = (description: FirmwareDescription): Firmware => {
  const descriptorSize = description.descriptorSize ?? EDK2_DESCRIPTOR_SIZE;
  const runtimeGranularity = description.runtimeGranularity ?? EFI_PAGE_SIZE;
  if (descriptorSize < MEMORY_DESCRIPTOR_SIZE) {
    throw new TypeError(`a descriptor size of ${descriptorSize} cannot hold ${MEMORY_DESCRIPTOR_SIZE} bytes`);
  }
  if (
    !Number.isInteger(Math.log2(runtimeGranularity / EFI_PAGE_SIZE)) ||
    runtimeGranularity < EFI_PAGE_SIZE
  ) {
    throw new TypeError(`a runtime granularity of ${runtimeGranularity} is no power of two pages`);
  }
  return {
    phase: 'boot',
    memoryMap: description.memoryMap,
    mapKey: 1,
    descriptorSize,
    memoryTypeBins: description.memoryTypeBins ?? 0,
    runtimeGranularity,
    revision: description.revision ?? 0x2_0046,
    allocations: [],
    configurationTables: description.configurationTables ?? [],
    beforeExitSignalled: false,
    timerRunning: true,
    virtualMap: undefined,
    runtimeServicesSupported: description.runtimeServicesSupported ?? ALL_RUNTIME_SERVICES,
    checksVirtualMap: description.checksVirtualMap ?? false,
  };
};

/** The entries that runtime services need mapped. */
export const runtimeEntries = ({ memoryMap }: Firmware): readonly MemoryDescriptor[] =>
  memoryMap.filter((entry) => hasAttribute(entry, MEMORY_ATTRIBUTE.RUNTIME));
