import type { Policy } from '../contract/policy.js';
import { correctedHit, segmentNotifier } from './segment-notifier.js';

/** The same veto with the true test for overlap (core 8.3, P1c). */
export const notifierCorrected: Policy = {
  name: 'notifier-corrected',
  id: 'P1c',
  summary: 'veto offlining of a destination, with the true overlap test',
  origin:
    'James Morse, 2020-03-26, patch 1/3, its condition put right: nothing is missed and nothing refused in vain',
  objection: 'all that was said against vetoes at offline, and memory that is offline already goes unasked',
  upstream: 'never posted',
  notifiers: [segmentNotifier('kexec-corrected', correctedHit)],
};
