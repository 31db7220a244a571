import { hex } from '@warmboot/address';
import { done, refuse } from '../answer/result.js';
import { segmentOutside } from './destinations.js';
import type { Policy } from '../contract/policy.js';

/** `kexec -e` fails with EINVAL when a destination page is not online any more (core 8.3, P4; pfn_to_online_page). */
export const validateAtExec: Policy = {
  name: 'validate-at-exec',
  id: 'P4',
  summary: 'refuse to jump when a destination page is not online',
  origin:
    'David Hildenbrand, April 2020: no silent triple fault, and addresses that never were memory are caught too',
  objection:
    'James Morse: reboot() fails after the user was told that all is well; memory that is offline and there is refused',
  upstream: 'not merged',
  checkExec({ machine }, image) {
    const lost = segmentOutside(machine, image, ({ state }) => state !== 'offline');
    return lost === undefined
      ? done
      : refuse('EINVAL', `the ${lost.kind} at ${hex(lost.mem)} would be copied to memory that is not online`);
  },
};
