import type { AddressRange, PhysAddr } from '@warmboot/address';
import { ADDRESS_LIMIT, alignUp, KiB, MiB } from '@warmboot/address';
import type { KernelSection, ResourceDescriptor, ResourceSpec, ResourceTree } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { E820_TYPE, e820ResourceName, type E820Entry } from '../formats/e820.js';
import { ONE_MIB } from '../facts/layout.js';

/** What /proc/iomem is made from before any device. */
export interface StandardResources {
  /** e820_table at the end of setup_arch(). */
  readonly e820: readonly E820Entry[];
  readonly kernelAt: PhysAddr;
  readonly sections: readonly KernelSection[];
  /** Low region first. */
  readonly crashRegions: readonly AddressRange[];
}

const DESCRIPTORS = new Map<number, ResourceDescriptor>([
  [E820_TYPE.ACPI, resources.DESC_ACPI_TABLES],
  [E820_TYPE.NVS, resources.DESC_ACPI_NV_STORAGE],
  [E820_TYPE.PMEM, resources.DESC_PERSISTENT_MEMORY],
  [E820_TYPE.PRAM, resources.DESC_PERSISTENT_MEMORY_LEGACY],
  [E820_TYPE.RESERVED, resources.DESC_RESERVED],
  [E820_TYPE.SOFT_RESERVED, resources.DESC_SOFT_RESERVED],
]);

/** Types whose owner may come later, above the first MiB: a container, inserted after everything else. */
const DEFERRED: ReadonlySet<number> = new Set([
  E820_TYPE.RESERVED,
  E820_TYPE.SOFT_RESERVED,
  E820_TYPE.PRAM,
  E820_TYPE.PMEM,
]);

const isRam = (type: number): boolean => type === E820_TYPE.RAM || type === E820_TYPE.RESERVED_KERN;

/** e820_type_to_iomem_type(), and do_mark_busy() of arch/x86/kernel/e820.c. */
const specOf = ({ start, end, type }: E820Entry, busy: boolean): ResourceSpec => ({
  start,
  end,
  name: e820ResourceName(type),
  flags: isRam(type) ? resources.BUSY_SYSTEM_RAM : busy ? resources.BUSY_MEM : resources.MEM,
  desc: DESCRIPTORS.get(type) ?? resources.DESC_NONE,
});

/** ram_alignment(): RAM below 1 MiB is padded to 64 KiB, below 16 MiB to 1 MiB, and to 64 MiB above. */
const bufferAlignment = (address: PhysAddr): number =>
  address < MiB ? 64 * KiB : address < 16 * MiB ? MiB : 64 * MiB;

/**
 * Kernel and crash kernel first, then the nodes of the e820 map around them, then what may be shared with devices, and
 * buffers after RAM where no device may be put (spec 2.4; arch/x86/kernel/e820.c: e820__reserve_resources,
 * e820__reserve_resources_late).
 */
export const standardResources = ({
  e820,
  kernelAt,
  sections,
  crashRegions,
}: StandardResources): ResourceTree => {
  const kernel = resources.withKernelSections(resources.empty(), kernelAt, sections);
  let tree = resources.withCrashRegions(kernel, crashRegions);
  const shown = e820.filter(({ end }) => end < ADDRESS_LIMIT);
  const isDeferred = ({ start, type }: E820Entry): boolean => start >= ONE_MIB && DEFERRED.has(type);
  for (const entry of shown) if (!isDeferred(entry)) tree = resources.insertIfFits(tree, specOf(entry, true));
  for (const entry of shown) {
    if (isDeferred(entry)) tree = resources.insertExpanding(tree, resources.make(specOf(entry, false))).tree;
  }
  for (const { end, type } of shown) {
    if (type !== E820_TYPE.RAM) continue;
    const padded = alignUp(end, bufferAlignment(end));
    if (padded > end) tree = resources.reserveSplitting(tree, { start: end, end: padded }, 'RAM buffer').tree;
  }
  return tree;
};
