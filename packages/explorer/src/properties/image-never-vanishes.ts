import type { StepEffect } from '../model/state.js';
import type { Property } from '../model/property.js';
import { violated, HOLDS } from '../model/property.js';

/** Unloading and loading anew are what users do themselves. */
const byUser = ({ performed }: StepEffect): boolean =>
  performed.some(({ action: { kind } }) =>
    ['kexec-unload', 'raw-load', 'file-load', 'kexec-load'].includes(kind),
  );

/** An image that goes without its loader doing anything, and without the log telling. */
export const imageNeverVanishes: Property = {
  name: 'image-never-vanishes',
  title: 'a loaded image never vanishes silently',
  words: 'James Morse: an image that unloads itself is spooky',
  onStep(effect) {
    const { before, after, events, log } = effect;
    if (before.machine.kexec.normal === undefined) return undefined;
    const gone = events.find((event) => event.type === 'kexec:unloaded' && event.image === 'normal');
    if (gone?.type !== 'kexec:unloaded') return after.machine.kexec.normal === undefined ? undefined : HOLDS;
    if (byUser(effect) || log.some(({ text }) => text.includes('kexec'))) return HOLDS;
    return violated(`the image was dropped (${gone.why}), and nobody was told`);
  },
};
