import type { AddressRange } from '../address/range.js';
import type { KexecImage } from './image.js';

/** Everything kexec keeps between system calls. */
export interface KexecState {
  readonly normal: KexecImage | undefined;
  readonly crash: KexecImage | undefined;
  /** kernel.kexec_load_disabled: one-way (core R4.14). */
  readonly loadDisabled: boolean;
  /** crashk_res; absent when nothing is reserved. */
  readonly crashRegion: AddressRange | undefined;
  /** crashk_low_res. */
  readonly crashLowRegion: AddressRange | undefined;
}

export const NO_KEXEC: KexecState = {
  normal: undefined,
  crash: undefined,
  loadDisabled: false,
  crashRegion: undefined,
  crashLowRegion: undefined,
};
