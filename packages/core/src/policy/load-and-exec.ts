import type { Policy } from '../contract/policy.js';

/** A flag of kexec_load that jumps at once. Read as: whoever would load, loads and jumps in one call. */
export const loadAndExec: Policy = {
  name: 'load-and-exec',
  id: 'P12',
  summary: 'load and jump in one system call',
  origin: 'James Morse, April 2020: the window shrinks to nothing',
  objection:
    'an idea for later: tools must change, addresses are still read before the call, and services shut down first',
  upstream: 'not merged',
  userSpace: { loadsAndJumps: true },
};
