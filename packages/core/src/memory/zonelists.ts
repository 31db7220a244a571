import type { Transition } from '../machine/transition.js';
import type { MemoryState } from './state.js';
import { MOVABLE, isPopulated } from './zone.js';

/** Nodes that have memory online, ascending. */
export const onlineNodes = (state: MemoryState): number[] =>
  [...new Set(state.zones.filter((zone) => isPopulated(zone)).map(({ node }) => node))].sort((a, b) => a - b);

/** Names of the kernel zones of any node, in ascending order. */
const kernelZoneNames = (state: MemoryState): string[] => [
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

/**
 * build_all_zonelists(): a zone became populated or empty. The log names the policy zone, which only ever
 * rises (mm/page_alloc.c: check_highest_zone).
 */
export const rebuildZonelists = (transition: Transition): void => {
  const { memory } = transition.machine;
  const policyZone = Math.max(memory.policyZone, highestKernelZone(memory));
  transition.update({ memory: { ...memory, policyZone } });
  const nodes = onlineNodes(memory);
  for (const node of nodes) {
    const fallback = [node, ...nodes.filter((other) => other !== node)];
    transition.say(
      'info',
      `Fallback order for Node ${node}: ${fallback.map((other) => `${other} `).join('')}`,
    );
  }
  transition.say(
    'info',
    `Built ${nodes.length} zonelists, mobility grouping on.  Total pages: ${memory.totalRamPages}`,
  );
  transition.say('info', `Policy zone: ${kernelZoneNames(memory)[policyZone] ?? 'Normal'}`);
};
