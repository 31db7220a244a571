import { hex } from '@warmboot/address';
import { done, refuse } from '../answer/result.js';
import { segmentOutside } from './destinations.js';
import type { Policy } from '../contract/policy.js';

/** P4 without its excess: memory that is offline and still there will do. */
export const validateAtExecPresent: Policy = {
  name: 'validate-at-exec-present',
  id: 'P4p',
  summary: 'refuse to jump when a destination page is not there, online or not',
  origin: 'the answer to what P4 refuses in vain: kexec does not need memory to be online',
  objection: 'James Morse: reboot() still fails after the user was told that all is well',
  upstream: 'never posted',
  checkExec({ machine }, image) {
    const lost = segmentOutside(machine, image, () => true);
    return lost === undefined
      ? done
      : refuse('EINVAL', `the ${lost.kind} at ${hex(lost.mem)} would be copied to where no memory is`);
  },
};
