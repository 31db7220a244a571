import type { SortedMap } from '@warmboot/address';
import type { MemoryBlock, OnlineType } from './block.js';
import type { Zone } from './zone.js';

/** A memory group: the blocks of one device (core 2.4). */
export interface MemoryGroup {
  readonly id: number;
  readonly node: number;
  /** Static groups are one DIMM; dynamic groups grow and shrink by units. */
  readonly kind: 'static' | 'dynamic';
  /** Static: pages of the whole device. Dynamic: pages of one unit. */
  readonly pages: number;
  /** Blocks that are there, online or not. */
  readonly blocks: number;
  readonly presentKernel: number;
  readonly presentMovable: number;
}

/** The memory_hotplug module's parameters and the boot options that steer it (core 2.4). */
export interface HotplugTunables {
  /** memory_hotplug.online_policy */
  readonly onlinePolicy: 'contig-zones' | 'auto-movable';
  /** memory_hotplug.auto_movable_ratio, percent */
  readonly autoMovableRatio: number;
  readonly autoMovableNumaAware: boolean;
  readonly memmapOnMemory: boolean;
  /** movable_node on the command line */
  readonly movableNode: boolean;
}

/** What a kernel has whose command line says nothing. */
export const DEFAULT_TUNABLES: HotplugTunables = {
  onlinePolicy: 'contig-zones',
  autoMovableRatio: 301,
  autoMovableNumaAware: true,
  memmapOnMemory: false,
  movableNode: false,
};

/**
 * What the kernel could allocate for itself at one instant, of all nodes together: an allocation that finds nothing on its
 * own node takes from the others. What it can allocate later follows from what came and went since.
 */
export interface KernelPages {
  /** Bytes free in kernel zones then, page cache that can be dropped included, less memory maps of blocks that came since. */
  readonly free: number;
  /** Pages that kernel zones had then. */
  readonly present: number;
}

/** Everything that the memory hotplug core keeps. drivers/base/memory.c, mm/memory_hotplug.c. */
export interface MemoryState {
  /** Bytes of a page of the running kernel: what its pfns and counts of pages are in. A power of two. */
  readonly pageSize: number;
  /** Bytes; a power of two. */
  readonly blockSize: number;
  /** Present blocks by number (address / blockSize). */
  readonly blocks: SortedMap<MemoryBlock>;
  /** Zones of each node in ascending order, kernel zones first and Movable last; empty ones are listed too. */
  readonly zones: readonly Zone[];
  readonly groups: SortedMap<MemoryGroup>;
  /** Numbers of the dynamic ones, which the ratio of auto-movable looks at; there are few, whatever the number of DIMMs. */
  readonly dynamicGroups: readonly number[];
  readonly nextGroup: number;
  /** auto_online_blocks: what happens to blocks that are added from now on. */
  readonly autoOnline: OnlineType;
  readonly tunables: HotplugTunables;
  /** Pages that the page allocator manages: totalram_pages(). */
  readonly totalRamPages: number;
  /** What the kernel can allocate for itself, where somebody told. */
  readonly kernelPages?: KernelPages | undefined;
  /** Index, in the zone order of a node, of the highest kernel zone ever populated; it never goes back. */
  readonly policyZone: number;
  /** Pages that cannot move, as far as anybody knows: pfns. A block that holds one in a kernel zone cannot go offline. */
  readonly unmovable: ReadonlySet<number>;
  /** Those of them that still cannot when an ejection tries its stubborn blocks again; all of them where absent. */
  readonly unmovableAgain?: ReadonlySet<number>;
  /** Counts every change of what memory exists or is online; lets a policy see that a layout is stale. */
  readonly generation: number;
}
