import { done, refuse } from '../answer/result.js';
import { hotAddedRam } from './hot-added-ram.js';
import type { Policy } from '../contract/policy.js';

/** The other half of P16: with such memory around, kexec_load is not to be had. Read as: with any hot-added memory. */
export const refuseWithHotAdded: Policy = {
  name: 'refuse-with-hot-added',
  id: 'P16r',
  summary: 'refuse kexec_load while there is hot-added memory',
  origin: 'David Hildenbrand, April 2020: a tool that cannot know better must not load',
  objection: 'a regression for everybody who loads in this way today',
  upstream: 'not merged',
  checkLoad: ({ machine }, image) =>
    image.type === 'normal' && !image.fileMode && hotAddedRam(machine).length > 0
      ? refuse('EPERM', 'there is hot-added memory, and kexec_load does not know what to do about it')
      : done,
};
