import type { ZoneRequest } from './zone-request.js';
import { autoMovableAllows } from './auto-movable.js';
import type { OnlineType } from './block.js';
import type { MemoryState } from './state.js';
import type { Zone } from './zone.js';
import { MOVABLE, NORMAL, spanIntersects } from './zone.js';

const zonesOfNode = (state: MemoryState, node: number): readonly Zone[] =>
  state.zones.filter((zone) => zone.node === node);

/**
 * default_kernel_zone_for_pfn(): the first zone below Normal whose span meets the range, else Normal.
 * mm/memory_hotplug.c (core 2.4, rule 1).
 */
const kernelZone = (state: MemoryState, { node, pages }: ZoneRequest): string => {
  for (const zone of zonesOfNode(state, node)) {
    if (zone.name === NORMAL) break;
    if (zone.name !== MOVABLE && spanIntersects(zone, pages)) return zone.name;
  }
  return NORMAL;
};

/** default_zone_for_pfn() of the contig-zones policy (core 2.4, rule 3). */
const contiguousZone = (state: MemoryState, request: ZoneRequest): string => {
  const kernel = kernelZone(state, request);
  const intersects = (name: string): boolean =>
    zonesOfNode(state, request.node).some(
      (zone) => zone.name === name && spanIntersects(zone, request.pages),
    );
  const inKernel = intersects(kernel);
  const inMovable = intersects(MOVABLE);
  if (inKernel !== inMovable) return inKernel ? kernel : MOVABLE;
  return state.tunables.movableNode ? MOVABLE : kernel;
};

/** zone_for_pfn_range(): the zone that onlining the range with this type would use. mm/memory_hotplug.c (core 2.4). */
export const selectZone = (state: MemoryState, type: OnlineType, request: ZoneRequest): string => {
  if (type === 'online_kernel') return kernelZone(state, request);
  if (type === 'online_movable') return MOVABLE;
  if (state.tunables.onlinePolicy === 'contig-zones') return contiguousZone(state, request);
  return autoMovableAllows(state, request) ? MOVABLE : kernelZone(state, request);
};
