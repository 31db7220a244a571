import { subtract } from '@warmboot/address';
import { blockRange } from '../memory/blocks.js';
import type { Policy } from '../contract/policy.js';

/** Whoever added memory may keep the search of kexec_file_load away from it. Read as: every provider does. */
export const providerFilter: Policy = {
  name: 'provider-filter',
  id: 'P8',
  summary: 'kexec_file_load asks the provider, and leaves hot-added memory alone',
  origin: 'David Hildenbrand and Baoquan He, April 2020: each provider knows best what may go away',
  objection: 'kexec_load cannot ask',
  upstream: 'only as the flag of driver-managed memory (5.8)',
  fileRanges: ({ memory }, ranges) => {
    const added = [...memory.blocks.entries()].filter(([, { early }]) => !early);
    return subtract(
      ranges,
      added.map(([id]) => blockRange(memory, id)),
    );
  },
};
