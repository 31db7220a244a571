import { hex } from '@warmboot/address';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';
import { jumpOf } from './jumps.js';

/** The first mail: the image is copied over memory that was removed. */
export const noWriteToAbsentMemory: Property = {
  name: 'no-write-to-absent-memory',
  title: 'never writes to memory that is gone',
  words: 'James Morse: kexec copies segments over memory that has been removed since they were loaded',
  onStep(effect) {
    const jump = jumpOf(effect);
    if (jump === undefined || !jump.made) return undefined;
    const { lost } = jump;
    return lost === undefined
      ? HOLDS
      : violated(`the ${lost.segment} is copied to ${hex(lost.address)}, where nothing answers`);
  },
};
