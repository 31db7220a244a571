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
  readonly 'offline-lock'?: BlockText;
  readonly 'offline-ask'?: BlockText;
  readonly 'offline-begin'?: BlockText;
  readonly 'offline-finish'?: BlockText;
  readonly 'online-lock'?: BlockText;
  readonly 'online-ask'?: BlockText;
  readonly 'online-begin'?: BlockText;
  readonly 'online-finish'?: { readonly block: BlockText; readonly type?: OnlineType };
  readonly 'device-online'?: BlockText;
  readonly 'load-begin'?: Omit<LoadText, 'call'> & { readonly as: string };
  readonly 'load-choose'?: string;
  readonly 'load-enter'?: string | (LoadText & { readonly as: string });
  readonly 'load-finish'?: string;
  readonly 'reboot-begin'?: object | null;
  readonly 'reboot-shutdown'?: object | null;
  readonly 'reboot-jump'?: object | null;
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
  'offline-lock': (block) => ({ kind: 'offline-lock', block }),
  'offline-ask': (block) => ({ kind: 'offline-ask', block }),
  'offline-begin': (block) => ({ kind: 'offline-begin', block }),
  'offline-finish': (block) => ({ kind: 'offline-finish', block }),
  'online-lock': (block) => ({ kind: 'online-lock', block }),
  'online-ask': (block) => ({ kind: 'online-ask', block }),
  'online-begin': (block) => ({ kind: 'online-begin', block }),
  'online-finish': ({ block, type = 'online' }) => ({ kind: 'online-finish', block, type }),
  'device-online': (block) => ({ kind: 'device-online', block }),
  'load-begin': ({ as, ...load }) => ({ kind: 'load-begin', as, ...readLoad(load) }),
  'load-choose': (run) => ({ kind: 'load-choose', run }),
  'load-enter': (run) => {
    if (typeof run === 'string') return { kind: 'load-enter', run };
    const { as, ...load } = run;
    return { kind: 'load-enter', run: as, load: readLoad(load) };
  },
  'load-finish': (run) => ({ kind: 'load-finish', run }),
  'reboot-begin': () => ({ kind: 'reboot-begin' }),
  'reboot-shutdown': () => ({ kind: 'reboot-shutdown' }),
  'reboot-jump': () => ({ kind: 'reboot-jump' }),
  'check-loaded': (image) => ({ kind: 'check-loaded', image }),
};
