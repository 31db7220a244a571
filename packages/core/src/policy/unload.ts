import type { Transition } from '../machine/transition.js';

/** Drops a loaded normal image, without a word to whoever loaded it. Crash images stay. */
export const dropNormalImage = (transition: Transition, why: string): void => {
  const { kexec } = transition.machine;
  if (kexec.normal === undefined) return;
  transition.update({ kexec: { ...kexec, normal: undefined } });
  transition.emit({ type: 'kexec:unloaded', image: 'normal', why });
};
