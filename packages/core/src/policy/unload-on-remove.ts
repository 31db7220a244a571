import { done } from '../answer/result.js';
import { usesRange } from './destinations.js';
import type { Policy } from '../contract/policy.js';
import { dropNormalImage } from './unload.js';

/** Only removal drops an image, and only one that needs what is removed; udev loads it again (core 8.3, P9). */
export const unloadOnRemove: Policy = {
  name: 'unload-on-remove',
  id: 'P9r',
  summary: 'drop a loaded image when memory that it needs is removed; user space loads it again',
  origin: 'David Hildenbrand, April 2020: act on removal and on overlap alone, and let udev reload',
  objection: 'an image still vanishes, and its memory map may be stale all the same',
  upstream: 'not merged',
  changeSleepsForKexec: true,
  checkChange(transition, { kind, range }) {
    const image = transition.machine.kexec.normal;
    if (kind === 'remove' && image !== undefined && usesRange(image, range)) {
      dropNormalImage(transition, 'memory that the image needs is removed');
    }
    return done;
  },
  userSpace: { reloadsOnMemoryEvents: true },
};
