import type { AddressRange } from '@warmboot/address';
import type { MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { CONFIGURATION_TABLE_GUID } from '../tables/known-tables.js';
import type { EfiStatus } from './efi-status.js';
import { exitBootServices, installConfigurationTable } from './exit-boot-services.js';
import type { Firmware } from './firmware.js';
import { allocatePool, getMemoryMap, type MemoryMapSizes } from './memory-services.js';

/** Descriptors of slack that the stub allocates, because the allocation itself changes the map. */
export const STUB_SLACK_DESCRIPTORS = 8;

/** Bytes before the descriptors in the stub's buffer (`struct efi_boot_memmap`). */
const BUFFER_HEADER = 40;

/** What firmware code does on its own between the stub's calls, for instance a timer handler that allocates. */
export type Interference = (firmware: Firmware, when: 'before-exit' | 'before-retry') => Firmware;

/** How the stub came out of the boot services. */
export type StubExit =
  | {
      readonly outcome: 'exited';
      readonly firmware: Firmware;
      /** The map that the kernel gets. */
      readonly memoryMap: readonly MemoryDescriptor[];
      readonly sizes: MemoryMapSizes;
      /** Header and map, in ACPI reclaim memory, where no later kernel overwrites them. */
      readonly buffer: AddressRange;
      /** Calls of ExitBootServices: 1 or 2. */
      readonly attempts: number;
    }
  | {
      readonly outcome: 'failed';
      readonly firmware: Firmware;
      readonly status: EfiStatus | 'UNDEFINED';
      readonly reason: string;
      readonly attempts: number;
    };

/**
 * How the Linux 6.1 stub leaves boot services (`efi_get_memory_map` and `efi_exit_boot_services`,
 * drivers/firmware/efi/libstub; spec section 4, "Linux stub policy"): probe the size, allocate with slack as ACPI
 * reclaim memory, publish the buffer, read the map, exit, and on INVALID_PARAMETER read it into the same buffer and try
 * exactly once more.
 * @param interfere what happens between the stub's reading of the map and its exit; nothing by default
 */
export const linuxStubExit = (
  firmware: Firmware,
  interfere: Interference = (unchanged) => unchanged,
): StubExit => {
  const failed = (
    call: { firmware: Firmware; reason: string; outcome: string; status?: EfiStatus },
    attempts: number,
  ): StubExit => ({
    outcome: 'failed',
    firmware: call.firmware,
    status: call.outcome === 'undefined' ? 'UNDEFINED' : (call.status ?? 'LOAD_ERROR'),
    reason: call.reason,
    attempts,
  });

  const probe = getMemoryMap(firmware, 0, 'null');
  if (probe.outcome === 'undefined') return failed(probe, 0);
  if (probe.outcome === 'success' || probe.status !== 'BUFFER_TOO_SMALL' || probe.sizes === undefined) {
    const reason = 'the size probe did not answer BUFFER_TOO_SMALL';
    return failed({ firmware: probe.firmware, outcome: 'error', status: 'LOAD_ERROR', reason }, 0);
  }
  const capacity = probe.sizes.size + STUB_SLACK_DESCRIPTORS * probe.sizes.descriptorSize;
  const pool = allocatePool(firmware, MEMORY_TYPE.acpiReclaim, BUFFER_HEADER + capacity);
  if (pool.outcome !== 'success') return failed(pool, 0);
  const buffer = pool.output;
  const published = installConfigurationTable(
    pool.firmware,
    CONFIGURATION_TABLE_GUID.linuxBootMemoryMap,
    BigInt(buffer.start),
  );
  if (published.outcome !== 'success') return failed(published, 0);

  let current = published.firmware;
  for (let attempts = 1; ; attempts += 1) {
    const map = getMemoryMap(current, capacity);
    if (map.outcome !== 'success') return failed(map, attempts - 1);
    const { sizes } = map;
    if (sizes === undefined) throw new TypeError('GetMemoryMap succeeded without sizes');
    const exit = exitBootServices(
      interfere(map.firmware, attempts === 1 ? 'before-exit' : 'before-retry'),
      sizes.mapKey,
    );
    if (exit.outcome === 'success') {
      return { outcome: 'exited', firmware: exit.firmware, memoryMap: map.output, sizes, buffer, attempts };
    }
    if (attempts === 2 || exit.outcome === 'undefined' || exit.status !== 'INVALID_PARAMETER') {
      return failed(exit, attempts);
    }
    current = exit.firmware;
  }
};
