import type { AddressRange } from '@warmboot/address';
import type { BootFirmware, BootServiceCall, BootServices } from '@warmboot/core/plugin';
import { efiStatusCode } from '../handshake/efi-status.js';
import { exitBootServices } from '../handshake/exit-boot-services.js';
import { bootFirmware, type Firmware } from '../handshake/firmware.js';
import { allocatePages, getMemoryMap } from '../handshake/memory-services.js';
import type { ServiceCall } from '../handshake/service-call.js';
import { MEMORY_ATTRIBUTE } from '../memory-map/memory-attribute.js';
import { EFI_PAGE_SIZE, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';

/** `bootServicesData` as people write it in a file. */
const written = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const TYPES: ReadonlyMap<string, number> = new Map(
  Object.entries(MEMORY_TYPE).map(([name, type]) => [written(name), type]),
);

/** A loader that wants the whole map brings a buffer that is large enough. */
const LARGE_BUFFER = 2 ** 20;

const answer = (call: ServiceCall<unknown>): BootServiceCall => ({
  services: servicesOf(call.firmware),
  status: call.outcome === 'undefined' ? undefined : call.status,
  ...(call.outcome === 'undefined' ? {} : { code: efiStatusCode(call.status) }),
  ...(call.outcome === 'success' ? {} : { reason: call.reason }),
});

const servicesOf = (firmware: Firmware): BootServices => ({
  getMemoryMap() {
    const call = getMemoryMap(firmware, LARGE_BUFFER);
    const { sizes } = call;
    if (call.outcome !== 'success' || sizes === undefined) return answer(call);
    return { ...answer(call), map: { key: sizes.mapKey, entries: call.output.length } };
  },
  allocatePages(kind, bytes) {
    const type = TYPES.get(kind);
    if (type === undefined) throw new TypeError(`UEFI has no memory type ${kind}`);
    const call = allocatePages(firmware, { kind: 'any' }, type, Math.ceil(bytes / EFI_PAGE_SIZE));
    return call.outcome === 'success' ? { ...answer(call), pages: call.output } : answer(call);
  },
  exitBootServices: (mapKey) => answer(exitBootServices(firmware, mapKey)),
});

const free = ({ start, end }: AddressRange): MemoryDescriptor => ({
  type: MEMORY_TYPE.conventional,
  physicalStart: BigInt(start),
  virtualStart: 0n,
  numberOfPages: BigInt((end - start) / EFI_PAGE_SIZE),
  attribute: MEMORY_ATTRIBUTE.WB,
});

/** Linux shows something of it on every machine that it booted by UEFI. */
const SHOWN = '/sys/firmware/efi/';

/** UEFI firmware whose loader has not taken over yet: all RAM is free. */
export const uefi: BootFirmware = {
  name: 'uefi',
  kinds: [...TYPES.keys()],
  open(ram, files) {
    if (![...files.keys()].some((path) => path.startsWith(SHOWN))) return undefined;
    return servicesOf(bootFirmware({ memoryMap: ram.map(free) }));
  },
};
