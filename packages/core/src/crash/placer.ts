import type { PhysAddr } from '@warmboot/address';
import type { BootMemory, CrashKernelPlacer, CrashReservation } from '../contract/crash-kernel.js';
import { reserveGenericCrashKernel, type CrashReservationLayout } from './generic-crash-reservation.js';

/** What an architecture says of `crashkernel=`. The limits may hang on the memory that there is. */
export interface CrashKernelRules
  extends
    Omit<CrashReservationLayout, 'lowMax' | 'highMax' | 'defaultLow'>,
    Pick<CrashKernelPlacer, 'plainMax' | 'readsSuffixes'> {
  /** Bytes of the low part where no `,low` says; they may hang on the command line. */
  readonly defaultLow: number | ((cmdline: string) => number);
  /** CRASH_ADDR_LOW_MAX */
  readonly lowMax: (memory: BootMemory) => PhysAddr;
  /** CRASH_ADDR_HIGH_MAX */
  readonly highMax: (memory: BootMemory) => PhysAddr;
  /** Its own reserve_crashkernel(), for kernels before 6.7; the rules that all share where it never had one. */
  readonly legacy?: (cmdline: string, memory: BootMemory) => CrashReservation;
}

/** `crashkernel=` by either generation of rules (core 6.1, 6.3). */
export const crashKernelPlacer = ({
  lowMax,
  highMax,
  legacy,
  defaultLow,
  plainMax,
  readsSuffixes,
  ...layout
}: CrashKernelRules): CrashKernelPlacer => ({
  lowMax,
  ...(plainMax === undefined ? {} : { plainMax }),
  ...(readsSuffixes === undefined ? {} : { readsSuffixes }),
  place: (cmdline, memory, rules) =>
    rules === 'generic' || legacy === undefined
      ? reserveGenericCrashKernel(cmdline, memory.ram, memory.free, {
          ...layout,
          defaultLow: typeof defaultLow === 'number' ? defaultLow : defaultLow(cmdline),
          lowMax: lowMax(memory),
          highMax: highMax(memory),
        })
      : legacy(cmdline, memory),
});
