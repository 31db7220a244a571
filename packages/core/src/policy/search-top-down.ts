import type { Policy } from '../contract/policy.js';

/** A doubly linked resource list, so that a top-down search really begins at the top. */
export const searchTopDown: Policy = {
  name: 'search-top-down',
  id: 'P17t',
  summary: 'kexec_file_load searches from the highest memory down',
  origin: 'Baoquan He, April 2020: both loaders then place images alike',
  objection: 'churn, and the highest memory is the likeliest to be hot-added',
  upstream: 'the walk from the top came in 6.8',
  search: { topDownWalksDescending: true },
};
