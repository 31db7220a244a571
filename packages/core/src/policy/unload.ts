import { dropImage } from '../kexec/loaded-image.js';
import type { Transition } from '../machine/transition.js';

/** Drops a loaded normal image, without a word to whoever loaded it. Crash images stay. */
export const dropNormalImage = (transition: Transition, why: string): void =>
  dropImage(transition, 'normal', why);
