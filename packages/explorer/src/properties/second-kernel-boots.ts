import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** The second half of the first mail: the next kernel runs in memory that it does not know. */
export const secondKernelBoots: Property = {
  name: 'second-kernel-boots',
  title: 'second kernel boots from described memory',
  words:
    'James Morse: booted in memory that firmware does not describe, the kernel dies before its console works',
  onStep(effect) {
    const jump = jumpOf(effect);
    if (jump === undefined || !jump.made || jump.lost !== undefined || jump.image.kernel === undefined) {
      return undefined;
    }
    const { outcome } = jump;
    return outcome.outcome === 'booted' ? HOLDS : violated(outcome.reason);
  },
};
