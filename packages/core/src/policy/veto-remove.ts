import { memRange } from '@warmboot/address';
import { done, refuse } from '../answer/result.js';
import { usesRange } from './destinations.js';
import type { Policy } from '../contract/policy.js';

/** A chain of its own that is asked before memory is removed; taking it offline stays free (core 8.3, P11). */
export const vetoRemove: Policy = {
  name: 'veto-remove',
  id: 'P11',
  summary: 'veto the removal of a destination; offlining it is fine',
  origin: 'James Morse, April 2020: kexec does not need memory online, it needs it there',
  objection:
    'David Hildenbrand: removal that fails is worse than offlining that fails; unplug is still blocked for ever',
  upstream: 'not merged',
  changeSleepsForKexec: true,
  checkChange(transition, { kind, range }) {
    const image = transition.machine.kexec.normal;
    if (kind === 'add' || image === undefined || !usesRange(image, range)) return done;
    transition.say('warn', 'kexec_core: Memory region in use');
    return refuse('EBUSY', `veto-remove: a loaded image needs ${memRange(range)}`);
  },
};
