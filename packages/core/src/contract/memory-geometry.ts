import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { Machine } from '../machine/machine.js';
import type { KernelProfile } from './profile.js';

/** A kernel zone as an architecture lays it out: every page below `end` that no zone before it took. */
export interface ZoneBoundary {
  /** As /proc/zoneinfo and `valid_zones` print it: `DMA`, `DMA32`, `Normal`. */
  readonly name: string;
  /** First address above the zone; Infinity for the last one. */
  readonly end: PhysAddr;
}

/** What an architecture is asked about memory that is being laid out. */
export interface MemoryLayoutFacts {
  /** RAM that the kernel knows at boot, ascending. */
  readonly bootRam: readonly AddressRange[];
  /** Whether the CPU says that it runs under a hypervisor. */
  readonly hypervisor: boolean;
}

/** 2^10 pages: the largest piece of the buddy allocator where no huge page size lowers it (mm/pageblock-flags.h). */
const PAGEBLOCK_PAGES = 1024;

/** Bytes of a pageblock: what mobility is kept for, and the least that can be taken from the page allocator at once. */
export const pageblockSize = ({
  pageSize,
  pageblockSize: size,
}: Pick<MemoryGeometry, 'pageSize' | 'pageblockSize'>): number => size ?? PAGEBLOCK_PAGES * pageSize;

/** Sizes and limits of an architecture's memory model. All in bytes. */
export interface MemoryGeometry {
  readonly pageSize: number;
  /** Unit of sparse memory: 2^SECTION_SIZE_BITS. */
  readonly sectionSize: number;
  /** Bytes of a pageblock; 1024 pages where absent, as in kernels without huge pages. */
  readonly pageblockSize?: number;
  /** One past the highest physical address: 2^MAX_PHYSMEM_BITS. */
  readonly physicalLimit: PhysAddr;
  /** Whether the kernel has /sys/devices/system/memory/probe (ARCH_MEMORY_PROBE); most are built without (core R2.12). */
  readonly memoryProbe?: boolean;
  /** Whether memory can go offline and leave at all (MEMORY_HOTREMOVE); it can where absent. */
  readonly removesMemory?: false;
  /** Whether memblock survives boot and follows hotplug (ARCH_KEEP_MEMBLOCK). */
  readonly keepsMemblock: boolean;
  /** memory_block_size_bytes(); a power of two, at least `sectionSize` (core R2.1). */
  blockSize(facts: MemoryLayoutFacts): number;
  /** The log line that tells the block size, where the kernel logs it. */
  announceBlockSize?(blockSize: number): string;
  /** Kernel zones in ascending order, without Movable. */
  zones(facts: MemoryLayoutFacts): readonly ZoneBoundary[];
  /**
   * Where memory can be hot-added: what the linear map reaches (core R2.14). Memory hotplug is not supported where this
   * is absent, and by the versions for which it gives nothing.
   */
  hotplugRange?(machine: Machine, profile: KernelProfile): AddressRange | undefined;
}
