import type { MemoryState } from './state.js';
import { MOVABLE, isPopulated } from './zone.js';

/** Nodes that have memory online, ascending. */
export const onlineNodes = (state: MemoryState): number[] =>
  [...new Set(state.zones.filter((zone) => isPopulated(zone)).map(({ node }) => node))].sort((a, b) => a - b);

/** Names of the kernel zones of any node, in ascending order. */
export const kernelZoneNames = (state: MemoryState): string[] => [
  ...new Set(state.zones.filter(({ name }) => name !== MOVABLE).map(({ name }) => name)),
];

/** The highest kernel zone that is populated now, as an index into the zone order; -1 when none is. */
export const highestKernelZone = (state: MemoryState): number => {
  const names = kernelZoneNames(state);
  return Math.max(
    -1,
    ...state.zones.filter((zone) => isPopulated(zone)).map(({ name }) => names.indexOf(name)),
  );
};

/** Nodes that the kernel knows, whether or not they have memory online, ascending. */
export const knownNodes = ({ zones }: MemoryState): number[] =>
  [...new Set(zones.map(({ node }) => node))].sort((a, b) => a - b);
