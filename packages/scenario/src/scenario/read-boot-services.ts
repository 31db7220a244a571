import type { SizeText } from '@warmboot/core';
import type { BootServicesVerb } from '../written/verb.js';

/** Verbs about firmware that still runs, as they are written. */
export interface BootServicesTexts {
  readonly 'get-memory-map'?: string;
  readonly 'allocate-pages'?: { readonly size: SizeText; readonly type: string };
  readonly 'exit-boot-services'?: string;
}

type Readers = {
  readonly [K in keyof BootServicesTexts]-?: (value: NonNullable<BootServicesTexts[K]>) => BootServicesVerb;
};

export const bootServicesReaders: Readers = {
  'get-memory-map': (loader) => ({ kind: 'get-memory-map', loader }),
  'allocate-pages': ({ size, type }) => ({ kind: 'allocate-pages', size, type }),
  'exit-boot-services': (loader) => ({ kind: 'exit-boot-services', loader }),
};
