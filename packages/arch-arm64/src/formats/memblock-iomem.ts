import type { AddressRange } from '@warmboot/address';
import { normalised } from '@warmboot/address';
import type { Memblock, MemblockRegion, ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

const RESERVED = 'reserved';
/** Below RAM: what was reserved when the kernel was up, and the kernel itself. */
const TAKEN = /^(?:reserved|Kernel code|Kernel data|Crash kernel)$/;

/**
 * memblock as /proc/iomem tells of it: a `System RAM` node for each region, a `reserved` one for each without a mapping,
 * and `reserved` children where it was reserved at the end of the boot (spec 2.1). What was freed since still stands
 * there, so this knows less room than the kernel has. Undefined for a tree without RAM.
 */
export const memblockFromIomem = ({ root }: ResourceTree): Memblock | undefined => {
  const memory: MemblockRegion[] = [];
  const reserved: AddressRange[] = [];
  for (const { resource, depth } of resources.preorder(root)) {
    const range = { start: resource.start, end: resource.end };
    const { name } = resource;
    if (depth === 0 && (name === 'System RAM' || name === RESERVED)) {
      memory.push({ range, nomap: name === RESERVED, driverManaged: false, hotplug: false });
    } else if (depth > 0 && TAKEN.test(name)) reserved.push(range);
  }
  return memory.some(({ nomap }) => !nomap) ? { memory, reserved: normalised(reserved) } : undefined;
};
