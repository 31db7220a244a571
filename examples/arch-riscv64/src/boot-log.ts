import type { AddressRange } from '@warmboot/address';
import { normalised } from '@warmboot/address';
import type { BootLogReader, Memblock, MemblockRegion, ResourceTree } from '@warmboot/core/plugin';
import { parseMemblockLog, resources } from '@warmboot/core/plugin';

import { memoryMapOf, parseEfiBootLog, serialiseMemoryMap } from '@warmboot/firmware-uefi';
import type { RiscvBuild } from './build.js';
import { EFI_MEMORY_MAP_FILE } from './layout.js';
import { KERNEL_IMAGE } from './resource-names.js';

/** Lines below RAM that were reserved when the kernel was up. */
const TAKEN: readonly string[] = ['Reserved', KERNEL_IMAGE, 'Crash kernel'];

/** memblock as /proc/iomem tells of it: what was freed since still stands there as `Reserved`. */
const memblockFromIomem = ({ root }: ResourceTree): Memblock | undefined => {
  const memory: MemblockRegion[] = [];
  const reserved: AddressRange[] = [];
  for (const { resource, depth } of resources.preorder(root)) {
    const range = { start: resource.start, end: resource.end };
    if (depth === 0 && resource.name === 'System RAM') {
      memory.push({ range, nomap: false, driverManaged: false, hotplug: false });
    } else if (depth > 0 && TAKEN.includes(resource.name)) reserved.push(range);
  }
  return memory.length === 0 ? undefined : { memory, reserved: normalised(reserved) };
};

/**
 * memblock of a kernel that keeps it, from a log with `memblock=debug` or else from /proc/iomem, and the firmware's map
 * from a log with `efi=debug`.
 */
export const bootLogReaderOf = ({ keepsMemblock }: RiscvBuild): BootLogReader => ({
  recover: (lines, iomem) => {
    const memblock = keepsMemblock
      ? (parseMemblockLog(lines) ?? (iomem && memblockFromIomem(iomem)))
      : undefined;
    const { descriptors } = parseEfiBootLog(lines);
    return {
      ...(memblock === undefined ? {} : { memblock }),
      files: new Map(
        descriptors.length === 0 ? [] : [[EFI_MEMORY_MAP_FILE, serialiseMemoryMap(memoryMapOf(descriptors))]],
      ),
    };
  },
});
