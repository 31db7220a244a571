import type { Transition } from '../machine/transition.js';
import { highestKernelZone, onlineNodes, kernelZoneNames } from '../memory/zonelists.js';

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
