import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { hasAttribute, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';
import { descriptorRange } from '../memory-map/descriptor-range.js';
import type { ConfigurationTable } from '../tables/configuration-table.js';
import type { Firmware } from './firmware.js';
import { bootServiceViolation, fail, succeed, undefinedBehaviour, type ServiceCall } from './service-call.js';

/** Runtime RAM must come in whole runtime granules (spec D9); device memory need not. */
const isMisalignedRuntime = (entry: MemoryDescriptor, granularity: number): boolean => {
  if (!hasAttribute(entry, MEMORY_ATTRIBUTE.RUNTIME) || entry.type === MEMORY_TYPE.mmio) return false;
  const { start, end } = descriptorRange(entry);
  return start % granularity !== 0 || end % granularity !== 0;
};

/**
 * ExitBootServices (UEFI 2.10 section 7.4.6; spec section 4). With the current map key boot services end. With a stale
 * key, or a misaligned runtime entry (EDK2), it fails with INVALID_PARAMETER and leaves the firmware partially shut
 * down: the before-exit event has fired, once for all attempts, and the timer has stopped.
 */
export const exitBootServices = (firmware: Firmware, mapKey: number): ServiceCall<undefined> => {
  if (firmware.phase === 'runtime') {
    return undefinedBehaviour(firmware, 'ExitBootServices was called twice: boot services are gone');
  }
  const quiet: Firmware = { ...firmware, beforeExitSignalled: true, timerRunning: false };
  const partial: Firmware = { ...quiet, phase: 'partially-shut-down' };
  if (mapKey !== firmware.mapKey) {
    return fail(partial, 'INVALID_PARAMETER', `the map key is ${mapKey}, the current one ${firmware.mapKey}`);
  }
  const { memoryMap, runtimeGranularity } = firmware;
  const misaligned = memoryMap.find((entry) => isMisalignedRuntime(entry, runtimeGranularity));
  if (misaligned !== undefined) {
    const at = `0x${misaligned.physicalStart.toString(16)}`;
    return fail(
      partial,
      'INVALID_PARAMETER',
      `the runtime entry at ${at} is not aligned to ${runtimeGranularity}`,
    );
  }
  return succeed({ ...quiet, phase: 'runtime' }, undefined);
};

/**
 * InstallConfigurationTable (UEFI 2.10 section 7.5.6): adds a table, replaces the one of the same GUID, or removes it
 * when `address` is undefined. Error: NOT_FOUND when there is none to remove. The memory map stays as it is.
 */
export const installConfigurationTable = (
  firmware: Firmware,
  guid: ConfigurationTable['guid'],
  address: bigint | undefined,
): ServiceCall<readonly ConfigurationTable[]> => {
  const violation = bootServiceViolation(firmware, 'InstallConfigurationTable', 'other');
  if (violation !== undefined) return violation;
  const present = firmware.configurationTables.some((table) => table.guid === guid);
  if (address === undefined && !present) {
    return fail(firmware, 'NOT_FOUND', `no configuration table ${guid} is installed`);
  }
  const replace = (table: ConfigurationTable): readonly ConfigurationTable[] => {
    if (table.guid !== guid) return [table];
    return address === undefined ? [] : [{ guid, address }];
  };
  const configurationTables = firmware.configurationTables.flatMap(replace);
  if (address !== undefined && !present) configurationTables.push({ guid, address });
  return succeed({ ...firmware, configurationTables }, configurationTables);
};
