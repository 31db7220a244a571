import type { Policy } from './policy.js';

/** Mainline: nothing guards the destination of a normal image (core R3.5). */
export const none: Policy = {
  name: 'none',
  summary: 'mainline: a destination is only a promise',
  origin: 'Linux 6.1; still so for normal images',
};
