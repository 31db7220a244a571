import type { Policy } from '../contract/policy.js';
import { correctedHit, segmentNotifier } from './segment-notifier.js';

/**
 * P1c that never sleeps: where another holds the kexec lock, it cannot look at the image, and refuses. So an offlining and
 * a reboot() never wait for each other.
 */
export const notifierTrylock: Policy = {
  name: 'notifier-trylock',
  id: 'P1t',
  summary: 'veto offlining of a destination, and of anything while the kexec lock is held',
  origin:
    'the answer to the deadlock of P1 and P1c with reboot(), which holds the kexec lock while it waits for devices',
  objection: 'memory that the image does not use is kept whenever somebody loads or reboots at the same time',
  upstream: 'never posted',
  notifiers: [segmentNotifier('kexec-trylock', correctedHit, 'tries')],
};
