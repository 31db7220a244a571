import type { BootLogReader } from '@warmboot/core/plugin';
import { parseMemblockLog } from '@warmboot/core/plugin';

import { memoryMapOf, parseEfiBootLog, serialiseMemoryMap } from '@warmboot/firmware-uefi';
import { efiMapLike } from './firmware-memory.js';
import { loggedMap } from './logged-map.js';
import { memblockFromIomem } from '../formats/memblock-iomem.js';
import { EFI_MEMORY_MAP_FILE } from '../facts/layout.js';

const EFI_IS_UP = /^(Remapping and enabling EFI services\.|efi: EFI v\d)/;

/**
 * Memblock and the firmware's memory map from a log with `memblock=debug efi=debug`. Without the first, /proc/iomem has
 * to do; without the second, or where the ring buffer lost the map, one that describes the same memory takes its place:
 * it gives the next kernel the same RAM and the same holes.
 */
export const bootLogReader: BootLogReader = {
  recover: (lines, iomem) => {
    const memblock = parseMemblockLog(lines) ?? (iomem && memblockFromIomem(iomem));
    const { descriptors } = parseEfiBootLog(lines);
    let map: Uint8Array | undefined;
    if (descriptors.length > 0) map = serialiseMemoryMap(memoryMapOf(descriptors));
    else if (memblock !== undefined && lines.some((line) => EFI_IS_UP.test(line))) map = efiMapLike(memblock);
    return {
      ...(memblock === undefined ? {} : { memblock }),
      files: new Map(map === undefined ? [] : [[EFI_MEMORY_MAP_FILE, map]]),
    };
  },
  memoryMap: loggedMap,
};
