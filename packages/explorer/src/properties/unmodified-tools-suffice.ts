import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** An image of kexec_load, by a tool that has never heard of any of this: it loads, and the next kernel comes up. */
export const unmodifiedToolsSuffice: Property = {
  name: 'unmodified-tools-suffice',
  title: 'unmodified kexec-tools suffice',
  words: 'James Morse: old kexec-tools must work, or at least do no harm',
  onStep(effect) {
    const [first] = effect.performed;
    if (
      effect.performed.length === 1 &&
      first?.action.kind === 'raw-load' &&
      first.action.call.kernel !== undefined
    ) {
      const { result } = first;
      if ('ok' in result && !result.ok && (result.errno === 'EPERM' || result.errno === 'EBUSY')) {
        return violated(`kexec_load is refused: ${result.reason}`);
      }
    }
    const jump = jumpOf(effect);
    if (jump === undefined || !jump.made) return undefined;
    const { image, outcome } = jump;
    if (image.type === 'crash' || image.fileMode || image.kernel === undefined) return undefined;
    return outcome.outcome === 'booted' ? HOLDS : violated(outcome.reason);
  },
};
