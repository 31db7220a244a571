import { hex } from '@warmboot/address';
import { done, refuse } from '../answer/result.js';
import { segmentOutside } from './destinations.js';
import type { Policy } from '../contract/policy.js';

/** One more check in sanity_check_segment_list(): a destination that is not memory is refused (core 4.2, R4.2). */
export const validateAtLoad: Policy = {
  name: 'validate-at-load',
  id: 'P5',
  summary: 'refuse to load an image whose destination is not memory',
  origin:
    'David Hildenbrand and James Morse, April 2020: addresses that are no memory are refused where the user sees it',
  objection: 'memory that goes away later is not covered',
  upstream: 'not merged (core R4.2)',
  checkLoad({ machine }, image) {
    const lost = segmentOutside(machine, image, () => true);
    return lost === undefined
      ? done
      : refuse('EADDRNOTAVAIL', `the ${lost.kind} at ${hex(lost.mem)} has no memory at its destination`);
  },
};
