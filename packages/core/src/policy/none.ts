import type { Policy } from '../contract/policy.js';

/** Mainline: nothing guards the destination of a normal image (core R3.5). */
export const none: Policy = {
  name: 'none',
  id: 'P0',
  summary: 'mainline: a destination is only a promise',
  origin: 'Linux as it is: whoever loads an image keeps its memory in place',
  objection: 'the machine resets when the image is executed',
  upstream: 'still so for normal images',
};
