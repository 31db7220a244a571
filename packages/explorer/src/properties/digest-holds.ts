import { destinationOf, platforms } from '@warmboot/core';
import { hex } from '@warmboot/address';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** What the purgatory checks: at the destination is what was loaded. Memory that is gone reads as something else. */
export const digestHolds: Property = {
  name: 'digest-holds',
  title: 'purgatory finds the digest it expects',
  words: 'the purgatory spins for ever when what it finds is not what was loaded',
  onStep(effect) {
    const jump = jumpOf(effect);
    if (jump === undefined || !jump.made || !jump.image.verifiesDigest) return undefined;
    const { platform } = effect.before.machine;
    for (const segment of jump.image.segments) {
      const absent = platforms.firstAbsent(platform, destinationOf(segment));
      if (absent !== undefined) return violated(`the ${segment.kind} at ${hex(absent)} does not read back`);
    }
    return HOLDS;
  },
};
