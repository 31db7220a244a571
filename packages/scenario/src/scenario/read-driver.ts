import type { AddressText, SizeText } from '@warmboot/core';
import type { DriverVerb } from '../written/verb.js';

/** Verbs about memory that drivers bring, as they are written. */
export interface DriverTexts {
  readonly 'virtio-mem'?: {
    readonly id: string;
    readonly size: SizeText;
    readonly requested?: SizeText;
    readonly 'block-size'?: SizeText;
    readonly at?: AddressText;
    readonly node?: number;
  };
  readonly request?: { readonly id: string; readonly size: SizeText };
  readonly retry?: string;
  readonly kmem?: Omit<Extract<DriverVerb, { kind: 'kmem' }>, 'kind'>;
  readonly 'kmem-unbind'?: string;
}

type Readers = {
  readonly [K in keyof DriverTexts]-?: (value: NonNullable<DriverTexts[K]>) => DriverVerb;
};

/** What hosts have by default: the size of a transparent huge page (firmware-acpi X2). */
const DEFAULT_BLOCK_SIZE = '2M';

export const driverReaders: Readers = {
  'virtio-mem': ({ 'block-size': blockSize = DEFAULT_BLOCK_SIZE, requested = 0, node = 0, ...device }) => ({
    kind: 'virtio-mem',
    ...device,
    blockSize,
    requested,
    node,
  }),
  request: (request) => ({ kind: 'request', ...request }),
  retry: (id) => ({ kind: 'retry', id }),
  kmem: (device) => ({ kind: 'kmem', ...device }),
  'kmem-unbind': (id) => ({ kind: 'kmem-unbind', id }),
};
