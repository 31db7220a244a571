import type { MemoryState } from './state.js';
import type { Zone } from './zone.js';
import { MOVABLE } from './zone.js';

/** Whether the kernel allocates for itself from the zone: from every zone but the movable one. */
export const isKernelZone = ({ name }: Pick<Zone, 'name'>): boolean => name !== MOVABLE;

/**
 * Zones that the kernel allocates for itself from, in the order of a zonelist: the highest of each node first.
 * mm/page_alloc.c: build_zonerefs_node()
 * @param node all nodes where absent, those of one after those of another
 */
export const kernelZones = ({ zones }: Pick<MemoryState, 'zones'>, node?: number): Zone[] =>
  zones.filter((zone) => isKernelZone(zone) && (node === undefined || zone.node === node)).toReversed();
