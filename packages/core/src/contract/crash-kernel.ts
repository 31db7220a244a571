import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { LogMessage } from '../answer/log.js';
import type { KernelProfile } from './profile.js';

/** Memory as the reservation finds it. Ascending and disjoint. */
export interface BootMemory {
  readonly ram: readonly AddressRange[];
  /** Without what was reserved before. */
  readonly free: readonly AddressRange[];
}

/** What became of `crashkernel=`. */
export interface CrashReservation {
  readonly region: AddressRange | undefined;
  readonly low: AddressRange | undefined;
  readonly log: readonly LogMessage[];
}

/** How an architecture places `crashkernel=` (core 6.1, 6.3). */
export interface CrashKernelPlacer {
  /** Memory below it is what the capture kernel's devices reach. */
  lowMax(memory: BootMemory): PhysAddr;
  /** Below it alone a plain size is looked for, where that is less than {@link lowMax}; it is that where absent. */
  readonly plainMax?: PhysAddr;
  /** Whether `,high` and `,low` are read; they are where absent. */
  readonly readsSuffixes?: false;
  /**
   * Reserves what the command line asks for.
   * @param rules the architecture's own, or those that all share since 6.7
   */
  place(cmdline: string, memory: BootMemory, rules: KernelProfile['crashReservation']): CrashReservation;
}
