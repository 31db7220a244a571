import type { KexecImageType } from './image.js';
import type { AddressRange } from '@warmboot/address';
import type { FixedWrite } from './fixed-write.js';
import type { KexecImage } from './image.js';

/** Loads that are still permitted, by type of image: kernel.kexec_load_limit_reboot and _panic. -1 for any number. */
export type LoadLimits = Readonly<Record<KexecImageType, number>>;

/** Any number of loads: what a kernel starts with. */
const NO_LOAD_LIMITS: LoadLimits = { normal: -1, crash: -1 };

/** Everything kexec keeps between system calls. */
export interface KexecState {
  readonly normal: KexecImage | undefined;
  readonly crash: KexecImage | undefined;
  /** kernel.kexec_load_disabled: one-way (core R4.14). */
  readonly loadDisabled: boolean;
  /** kernel.kexec_load_limit_*, where the kernel has them (core R4.14). */
  readonly loadLimits: LoadLimits;
  /** What loads wrote at fixed places, the last of them at each, ascending by address; nothing where absent. */
  readonly fixedWrites?: readonly FixedWrite[];
  /** How far a reboot() into the normal image is, between two actions: it cannot be called off after its checks. */
  readonly reboot?: 'begun' | 'devices-down' | undefined;
  /** crashk_res; absent when nothing is reserved. */
  readonly crashRegion: AddressRange | undefined;
  /** crashk_low_res. */
  readonly crashLowRegion: AddressRange | undefined;
}

/** Nothing is loaded and nothing is disabled: what a kernel starts with. */
export const NO_KEXEC: KexecState = {
  normal: undefined,
  crash: undefined,
  loadDisabled: false,
  loadLimits: NO_LOAD_LIMITS,
  crashRegion: undefined,
  crashLowRegion: undefined,
};
