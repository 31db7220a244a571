import type { BlockText, Machine } from '@warmboot/core';
import type { Resolved } from './resolved.js';
import { refusedByPlatform } from './answer.js';
import type { PhaseVerb } from '../written/verb.js';

/** Pieces that are one action each, or none where nothing happens to the machine. */
export const resolvePhase = (
  { platform, kexec }: Machine,
  verb: Exclude<PhaseVerb, { kind: 'insert' | 'load-begin' | 'load-choose' | 'load-enter' | 'load-finish' }>,
  numberOf: (text: BlockText) => number,
): Resolved => {
  switch (verb.kind) {
    case 'attach':
      return { actions: [{ kind: 'dimm-attach', id: verb.id }] };
    case 'request-eject':
      return platform.dimms.has(verb.id)
        ? { actions: [] }
        : { refused: refusedByPlatform('ENODEV', `there is no device ${verb.id}`) };
    case 'eject-refuse':
    case 'eject-abandon':
      return { actions: [{ ...verb, block: numberOf(verb.block) }] };
    case 'offline-lock':
    case 'offline-ask':
    case 'offline-begin':
    case 'offline-finish':
    case 'online-lock':
    case 'online-ask':
    case 'online-begin':
      return { actions: [{ kind: verb.kind, block: numberOf(verb.block) }] };
    case 'online-finish':
      return { actions: [{ kind: 'online-finish', block: numberOf(verb.block), word: verb.type }] };
    case 'device-online':
      return { actions: [{ kind: 'block-online', block: numberOf(verb.block), word: '1' }] };
    case 'check-loaded':
      return kexec[verb.image] === undefined
        ? { refused: refusedByPlatform('ENOENT', `no ${verb.image} image is loaded`) }
        : { actions: [] };
    default:
      return { actions: [verb] };
  }
};
