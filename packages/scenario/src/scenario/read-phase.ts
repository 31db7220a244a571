import type { BlockText, Errno, KexecImageType, OnlineType } from '@warmboot/core';
import type { LoadText } from './read-load.js';
import { readLoad } from './read-load.js';
import type { DeviceText, PhaseVerb } from '../written/verb.js';

/** The pieces of verbs as they are written. */
export interface PhaseTexts {
  readonly insert?: DeviceText;
  readonly attach?: string;
  readonly 'request-eject'?: string;
  readonly 'eject-begin'?: string;
  readonly 'eject-remove'?: string;
  readonly 'eject-finish'?: string;
  readonly 'eject-refuse'?: { readonly id: string; readonly block: BlockText };
  readonly 'eject-abandon'?: { readonly id: string; readonly block: BlockText; readonly errno: Errno };
  readonly 'offline-begin'?: BlockText;
  readonly 'offline-finish'?: BlockText;
  readonly 'online-begin'?: BlockText;
  readonly 'online-finish'?: { readonly block: BlockText; readonly type?: OnlineType };
  readonly 'device-online'?: BlockText;
  readonly 'load-begin'?: Omit<LoadText, 'call'> & { readonly as: string };
  readonly 'load-choose'?: string;
  readonly 'load-finish'?: string;
  readonly 'check-loaded'?: KexecImageType | null;
}

type PhaseName = keyof PhaseTexts;

type Readers = {
  readonly [K in PhaseName]-?: (value: NonNullable<PhaseTexts[K]>) => PhaseVerb;
};

export const phaseReaders: Readers = {
  insert: (device) => ({ kind: 'insert', ...device }),
  attach: (id) => ({ kind: 'attach', id }),
  'request-eject': (id) => ({ kind: 'request-eject', id }),
  'eject-begin': (id) => ({ kind: 'eject-begin', id }),
  'eject-remove': (id) => ({ kind: 'eject-remove', id }),
  'eject-finish': (id) => ({ kind: 'eject-finish', id }),
  'eject-refuse': (ejection) => ({ kind: 'eject-refuse', ...ejection }),
  'eject-abandon': (ejection) => ({ kind: 'eject-abandon', ...ejection }),
  'offline-begin': (block) => ({ kind: 'offline-begin', block }),
  'offline-finish': (block) => ({ kind: 'offline-finish', block }),
  'online-begin': (block) => ({ kind: 'online-begin', block }),
  'online-finish': ({ block, type = 'online' }) => ({ kind: 'online-finish', block, type }),
  'device-online': (block) => ({ kind: 'device-online', block }),
  'load-begin': ({ as, ...load }) => ({ kind: 'load-begin', as, ...readLoad(load) }),
  'load-choose': (run) => ({ kind: 'load-choose', run }),
  'load-finish': (run) => ({ kind: 'load-finish', run }),
  'check-loaded': (image) => ({ kind: 'check-loaded', image }),
};
