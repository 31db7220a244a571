import {
  formatRuntimeMapEntry,
  MEMORY_ATTRIBUTE,
  MEMORY_TYPE,
  x86VirtualMap,
  type MemoryDescriptor,
} from '@warmboot/firmware-uefi';
import { EFI_RUNTIME_MAP_DIRECTORY } from '../facts/efi-facts.js';
import { encodeText } from '../formats/text.js';

/** Cacheable in every way, as RAM is. */
const RAM_ATTRIBUTE = 0xfn;

const region = (type: number, start: number, pages: number, attribute: bigint): MemoryDescriptor => ({
  type,
  physicalStart: BigInt(start),
  virtualStart: 0n,
  numberOfPages: BigInt(pages),
  attribute: attribute | MEMORY_ATTRIBUTE.RUNTIME,
});

/**
 * What OVMF 2022.11 needs at run time: three ranges of data, one of code, and its flash. A kernel keeps boot services
 * too, about a hundred more ranges, which are a matter of the drivers that firmware had to load; they are left out, and
 * make what kexec passes on that much smaller.
 * @param low end of RAM below 4 GiB
 */
const runtimeRegions = (low: number): readonly MemoryDescriptor[] => [
  region(MEMORY_TYPE.runtimeServicesData, low - 0x156_0000, 0x102, RAM_ATTRIBUTE),
  region(MEMORY_TYPE.runtimeServicesData, low - 0xb1_4000, 0x100, RAM_ATTRIBUTE),
  region(MEMORY_TYPE.runtimeServicesCode, low - 0xa1_4000, 0x100, RAM_ATTRIBUTE),
  region(MEMORY_TYPE.runtimeServicesData, low - 0x10_c000, 0x84, RAM_ATTRIBUTE),
  region(MEMORY_TYPE.mmio, 0xffc0_0000, 0x400, 1n),
];

/** The files of /sys/firmware/efi/runtime-map on a machine that nobody looked at. */
export const runtimeMapFiles = (low: number): ReadonlyMap<string, Uint8Array> =>
  new Map(
    x86VirtualMap(runtimeRegions(low)).flatMap((descriptor, index) =>
      Object.entries(formatRuntimeMapEntry(descriptor)).map(
        ([name, value]) =>
          [`${EFI_RUNTIME_MAP_DIRECTORY}/${index}/${name}`, encodeText(`${value}\n`)] as const,
      ),
    ),
  );
