import type { StepEffect } from '../model/state.js';
import type { Performed } from '../model/actor.js';
import { onlinesAsMovable } from './symmetries.js';

/**
 * Whether a step looks at the order of addresses, so that devices are no longer alike: a block goes online in a zone that
 * follows from where other blocks are, or a device is refused, perhaps for its place. The image of such a step under a symmetry
 * does so too; where no state of a search has one, no image of these states has.
 */
export const breaksSymmetry = ({ performed }: Pick<StepEffect, 'performed'>): boolean =>
  performed.some(looksAtPlaces);

const looksAtPlaces = ({ action, result }: Performed): boolean => {
  switch (action.kind) {
    case 'dimm-insert':
    case 'dimm-attach':
      return 'ok' in result && !result.ok;
    // As its `state` was left, which is a plain `online` where nobody wrote another word.
    case 'block-online':
      return true;
    case 'online':
    case 'block-state':
    case 'online-finish':
    case 'auto-online':
      return !onlinesAsMovable(action.word);
    default:
      return false;
  }
};
