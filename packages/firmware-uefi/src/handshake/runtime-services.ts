import { DESCRIPTOR_VERSION, type MemoryMap } from '../memory-map/memory-map.js';
import { MEMORY_DESCRIPTOR_SIZE, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { descriptorEnd } from '../memory-map/descriptor-range.js';
import { RUNTIME_SERVICE, type RuntimeServiceName } from '../tables/rt-properties-table.js';
import { runtimeEntries, type Firmware } from './firmware.js';
import { fail, succeed, type ServiceCall } from './service-call.js';

const covers = (outer: MemoryDescriptor, inner: MemoryDescriptor): boolean =>
  outer.physicalStart <= inner.physicalStart && descriptorEnd(inner) <= descriptorEnd(outer);

/**
 * SetVirtualAddressMap (UEFI 2.10 section 8.4.1; spec V1, V3): once, after ExitBootServices.
 * Errors: UNSUPPORTED before ExitBootServices, the second time, or when the firmware does not offer it;
 * INVALID_PARAMETER for another descriptor version or a stride below 40. Firmware that follows the specification to
 * the letter (`checksVirtualMap`) also answers NOT_FOUND for an entry that is not in its map and NO_MAPPING for
 * runtime memory that got no address; EDK2 does not look.
 */
export const setVirtualAddressMap = (
  firmware: Firmware,
  map: MemoryMap,
): ServiceCall<readonly MemoryDescriptor[]> => {
  if ((firmware.runtimeServicesSupported & RUNTIME_SERVICE.SetVirtualAddressMap) === 0) {
    return fail(firmware, 'UNSUPPORTED', 'the firmware does not offer SetVirtualAddressMap');
  }
  if (firmware.phase !== 'runtime') return fail(firmware, 'UNSUPPORTED', 'boot services have not ended');
  if (firmware.virtualMap !== undefined) {
    return fail(firmware, 'UNSUPPORTED', 'the firmware already runs at virtual addresses');
  }
  if (map.descriptorVersion !== DESCRIPTOR_VERSION || map.descriptorSize < MEMORY_DESCRIPTOR_SIZE) {
    const found = `version ${map.descriptorVersion}, size ${map.descriptorSize}`;
    return fail(firmware, 'INVALID_PARAMETER', `descriptors of ${found} are not understood`);
  }
  if (firmware.checksVirtualMap) {
    const stray = map.descriptors.find((entry) => !firmware.memoryMap.some((own) => covers(own, entry)));
    if (stray !== undefined) {
      return fail(firmware, 'NOT_FOUND', `0x${stray.physicalStart.toString(16)} is not in the memory map`);
    }
    const unmapped = runtimeEntries(firmware).find(
      (own) => !map.descriptors.some((entry) => covers(entry, own)),
    );
    if (unmapped !== undefined) {
      return fail(firmware, 'NO_MAPPING', `0x${unmapped.physicalStart.toString(16)} got no virtual address`);
    }
  }
  return succeed({ ...firmware, virtualMap: map.descriptors }, map.descriptors);
};

/**
 * The virtual address that the firmware itself uses for a physical one: its runtime tables and code after
 * SetVirtualAddressMap. Errors: UNSUPPORTED at physical addressing, NOT_FOUND for an address outside the virtual map.
 */
export const convertPointer = (firmware: Firmware, address: bigint): ServiceCall<bigint> => {
  if (firmware.virtualMap === undefined) {
    return fail(firmware, 'UNSUPPORTED', 'the firmware runs at physical addresses');
  }
  const home = firmware.virtualMap.find(
    (entry) => entry.physicalStart <= address && address < descriptorEnd(entry),
  );
  if (home === undefined) {
    return fail(firmware, 'NOT_FOUND', `0x${address.toString(16)} is not in the virtual map`);
  }
  return succeed(firmware, home.virtualStart + (address - home.physicalStart));
};

/** How the OS must reach a runtime service: at its physical address, or where SetVirtualAddressMap put it. */
export type RuntimeAddressing = 'physical' | 'virtual';

/**
 * Whether a runtime service can be called. Before ExitBootServices every one can; later those that the RT properties
 * table lists. Error: UNSUPPORTED for the others (spec R4).
 */
export const callRuntimeService = (
  firmware: Firmware,
  service: Exclude<RuntimeServiceName, 'SetVirtualAddressMap' | 'ConvertPointer'>,
): ServiceCall<RuntimeAddressing> => {
  const offered = (firmware.runtimeServicesSupported & RUNTIME_SERVICE[service]) !== 0;
  if (firmware.phase === 'runtime' && !offered) {
    return fail(firmware, 'UNSUPPORTED', `${service} does not work after ExitBootServices`);
  }
  return succeed(firmware, firmware.virtualMap === undefined ? 'physical' : 'virtual');
};
