import { locks } from '@warmboot/core';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { waitsIn } from '../model/waiting.js';

/**
 * Nobody can do anything any more, and somebody waits for a lock: whoever holds it waits too, or will never free it. The
 * machine runs on, and what was begun never ends.
 */
export const nobodyWaitsForEver: Property = {
  name: 'nobody-waits-for-ever',
  title: 'nobody waits for a lock for ever',
  words:
    'seen on real Linux: reboot() holds the kexec lock and waits for a block that is going offline, whose notifier waits for the kexec lock',
  onTerminal(state, context) {
    const waits = waitsIn(state, context);
    if (waits.length === 0) return HOLDS;
    return violated(waits.map(({ actor, wait }) => `${actor} ${locks.waitWords(wait)}`).join('; '));
  },
};
