import { hex } from '@warmboot/address';
import { platforms } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** What died of its map broke this too: the map is why it died. */
const STALE = /the map describes RAM/;

/** The image carries a map that was made at load. */
export const secondMapIsTrue: Property = {
  name: 'second-map-is-true',
  title: "second kernel's map holds no memory that is gone",
  words:
    'James Morse: on the other architecture even an unplugged DIMM that the image never used kills the next kernel',
  onStep(effect) {
    const jump = jumpOf(effect);
    if (jump === undefined || !jump.made || jump.lost !== undefined) return undefined;
    const { outcome } = jump;
    if (outcome.outcome === 'booted') {
      const { machine } = effect.after;
      for (const { resource } of resources.preorder(machine.iomem.root)) {
        if (!resource.name.startsWith('System RAM')) continue;
        const absent = platforms.firstAbsent(machine.platform, resource);
        if (absent !== undefined)
          return violated(`the new kernel takes ${hex(absent)} for RAM, and nothing answers there`);
      }
      return HOLDS;
    }
    return 'reason' in outcome && STALE.test(outcome.reason) ? violated(outcome.reason) : undefined;
  },
};
