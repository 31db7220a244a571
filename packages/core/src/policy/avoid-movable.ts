import { subtract } from '@warmboot/address';
import { blockRange } from '../memory/blocks.js';
import { MOVABLE } from '../memory/zone.js';
import type { Policy } from '../contract/policy.js';

/** kexec_file_load passes by memory that is online in ZONE_MOVABLE. Blocks that are offline are in no zone and pass. */
export const avoidMovable: Policy = {
  name: 'avoid-movable',
  id: 'P7',
  summary: 'kexec_file_load places nothing in ZONE_MOVABLE',
  origin: 'Baoquan He, April 2020: memory that is meant to go is not used, and hotplug loses nothing',
  objection: 'David Hildenbrand: memory in other zones can be removed too; kexec_load does not ask',
  upstream: 'not merged; an ascending search made it look moot',
  fileRanges: ({ memory }, ranges) => {
    const movable = [...memory.blocks.entries()].filter(([, { zone }]) => zone === MOVABLE);
    return subtract(
      ranges,
      movable.map(([id]) => blockRange(memory, id)),
    );
  },
};
