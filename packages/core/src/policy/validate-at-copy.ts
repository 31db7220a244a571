import { hex } from '@warmboot/address';
import { done, refuse } from '../answer/result.js';
import { segmentOutside } from './destinations.js';
import type { Policy } from '../contract/policy.js';

/**
 * P4p at the one place where nothing can change any more: after machine_shutdown() has stopped every other CPU, right
 * before the copy. By then there is nobody left to whom it could say no.
 */
export const validateAtCopy: Policy = {
  name: 'validate-at-copy',
  id: 'P4c',
  summary: 'look at the destinations right before the copy, and panic when one is not there',
  origin:
    'the answer to what P4 misses: between its check and the copy all devices are shut down, which can take minutes',
  objection:
    'reboot() cannot fail any more: the devices are down, so a machine that would run on panics instead',
  upstream: 'never posted',
  checkCopy({ machine }, image) {
    const lost = segmentOutside(machine, image, () => true);
    return lost === undefined
      ? done
      : refuse('EINVAL', `the ${lost.kind} at ${hex(lost.mem)} would be copied to where no memory is`);
  },
};
