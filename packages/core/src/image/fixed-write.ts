import type { PhysAddr } from '@warmboot/address';

/** Bytes that an architecture puts at an address of its own choice when an image is loaded. */
export interface FixedWrite {
  readonly address: PhysAddr;
  readonly bytes: Uint8Array;
}
