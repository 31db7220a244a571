import type { MemoryGeometry } from '../contract/memory-geometry.js';
import { pageblockSize } from '../contract/memory-geometry.js';
import type { KernelProfile } from '../contract/profile.js';
import type { Transition } from '../machine/transition.js';
import { fallbackOrders } from '../memory/fallback-order.js';
import { highestKernelZone, kernelZoneNames, knownNodes, onlineNodes } from '../memory/zonelists.js';

/**
 * Kinds of pages that mobility is kept apart for, with CMA and page isolation, as kernels are configured that have memory
 * hotplug. include/linux/mmzone.h: MIGRATE_TYPES
 */
const MIGRATE_TYPES = 6;

/** What a rebuild depends on beside memory. */
export interface ZonelistRules {
  /** Pages of a pageblock. */
  readonly pageblockPages: number;
  /** Whether a node without memory is in its own fallback list, and one that just lost its last in all of them. */
  readonly memorylessNodes: 'listed' | 'skipped';
}

/** The occasion of a rebuild. */
export interface Rebuild {
  /** At boot no processor is up yet. */
  readonly when?: 'boot' | 'hotplug';
  /** The node of the zone that became empty, where one did. */
  readonly emptied?: number;
}

/**
 * build_all_zonelists(): a zone became populated or empty. The log names the policy zone, which only ever
 * rises (mm/page_alloc.c: check_highest_zone), and says whether pages are grouped by mobility: not where memory is too
 * small to keep a pageblock of each kind.
 */
export const rebuildZonelists = (
  transition: Transition,
  rules: ZonelistRules,
  { when = 'hotplug', emptied }: Rebuild = {},
): void => {
  const { memory, platform } = transition.machine;
  const policyZone = Math.max(memory.policyZone, highestKernelZone(memory));
  transition.update({ memory: { ...memory, policyZone } });
  const nodes = knownNodes(memory);
  // Kernels that list it clear the node's state only after the rebuild (mm/memory_hotplug.c: offline_pages).
  const stillCounted = rules.memorylessNodes === 'listed' ? emptied : undefined;
  const online = onlineNodes(memory);
  const withMemory = nodes.filter((node) => node === stillCounted || online.includes(node));
  const orders = fallbackOrders({
    nodes,
    withMemory,
    // The first list is made before any processor is known to its node. Machines of the model have theirs in the first.
    withProcessors: new Set(when === 'boot' ? [] : platform.nodes.slice(0, 1)),
    listsMemoryless: rules.memorylessNodes === 'listed',
  });
  for (const [node, fallback] of orders) {
    transition.say(
      'info',
      `Fallback order for Node ${node}: ${fallback.map((other) => `${other} `).join('')}`,
    );
  }
  const grouping = memory.totalRamPages < rules.pageblockPages * MIGRATE_TYPES ? 'off' : 'on';
  transition.say(
    'info',
    `Built ${nodes.length} zonelists, mobility grouping ${grouping}.  Total pages: ${memory.totalRamPages}`,
  );
  transition.say('info', `Policy zone: ${kernelZoneNames(memory)[policyZone] ?? 'Normal'}`);
};

/** The rules of a kernel. */
export const zonelistRules = (
  geometry: Pick<MemoryGeometry, 'pageSize' | 'pageblockSize'>,
  { memorylessNodes = 'listed' }: Pick<KernelProfile, 'memorylessNodes'>,
): ZonelistRules => ({ pageblockPages: pageblockSize(geometry) / geometry.pageSize, memorylessNodes });
