import { sizeOf, toWire, type AddressRange } from '@warmboot/address';
import { SECURE_BOOT_MODE } from '../handover/boot-parameters.js';
import { uefiChosenProperties, type DevicetreeProperty } from '../handover/chosen-properties.js';
import { EFI_PAGE_SIZE, type MemoryDescriptor } from '../memory-map/memory-descriptor.js';
import {
  DESCRIPTOR_VERSION,
  EDK2_DESCRIPTOR_SIZE,
  memoryMapOf,
  serialiseMemoryMap,
} from '../memory-map/memory-map.js';
import { MEMORY_TYPE } from '../memory-map/memory-type.js';

/** What begins at an address, up to the next mark. */
export type MemoryMark = readonly [type: number, start: number, attribute: bigint];

/** What EDK2 leaves to a kernel that came up by its EFI stub. Whole pages. */
export interface Edk2Boot {
  /** Where RAM ends, and the last mark with it. */
  readonly ramEnd: number;
  /** RAM by what it holds, ascending; of marks at one place the last counts. */
  readonly marks: readonly MemoryMark[];
  /** Device memory that runtime services use. */
  readonly mmio?: readonly { readonly range: AddressRange; readonly attribute: bigint }[];
  /** What the stub tells, besides what the map says of itself; an empty command line is left out. */
  readonly stub: {
    readonly cmdline: string;
    readonly systemTable: number;
    readonly memoryMapAddress: number;
  };
}

/** The map as the firmware has it in memory, and the properties of /chosen in the order in which the stub sets them. */
export interface Edk2Handover {
  readonly map: Uint8Array;
  readonly chosen: readonly DevicetreeProperty[];
}

const descriptorOf = (type: number, range: AddressRange, attribute: bigint): MemoryDescriptor => ({
  type,
  physicalStart: toWire(range.start),
  virtualStart: 0n,
  numberOfPages: toWire(sizeOf(range) / EFI_PAGE_SIZE),
  attribute,
});

/** EDK2, then the kernel's EFI stub, on a machine that has devicetrees and no Secure Boot. */
export const edk2Boot = ({ ramEnd, marks, mmio = [], stub }: Edk2Boot): Edk2Handover => {
  const ram = marks.flatMap(([type, start, attribute], index) => {
    const end = marks[index + 1]?.[1] ?? ramEnd;
    return end > start ? [descriptorOf(type, { start, end }, attribute)] : [];
  });
  const devices = mmio.map(({ range, attribute }) => descriptorOf(MEMORY_TYPE.mmio, range, attribute));
  const map = serialiseMemoryMap(memoryMapOf([...ram, ...devices]));
  const { cmdline, systemTable, memoryMapAddress } = stub;
  const chosen = uefiChosenProperties({
    ...(cmdline === '' ? {} : { bootargs: cmdline }),
    systemTable,
    memoryMapAddress,
    memoryMapSize: map.length,
    descriptorSize: EDK2_DESCRIPTOR_SIZE,
    descriptorVersion: DESCRIPTOR_VERSION,
    secureBoot: SECURE_BOOT_MODE.disabled,
  });
  return { map, chosen };
};
