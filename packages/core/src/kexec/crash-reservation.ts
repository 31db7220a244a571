import type { AddressRange, PhysAddr } from '../address/range.js';
import { normalised, sizeOf, subtract } from '../address/range.js';
import type { LogMessage } from '../machine/log.js';
import type { Machine } from '../machine/machine.js';
import type { KernelProfile } from '../plugin/profile.js';
import { preorder } from '../resource/preorder.js';

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
  /**
   * Reserves what the command line asks for.
   * @param rules the architecture's own, or those that all share since 6.7
   */
  place(cmdline: string, memory: BootMemory, rules: KernelProfile['crashReservation']): CrashReservation;
}

/** What is reserved when a kernel starts is given back later, or shown in /proc/iomem as long as it runs. */
const RESERVED = /^(?:reserved|Reserved|Kernel )/;

/**
 * Memory for another boot of the same machine with another `crashkernel=`: all of its RAM, without what is reserved in
 * it now. What the boot freed again, such as its initrd, counts as free.
 */
export const bootMemoryOf = ({ iomem }: Pick<Machine, 'iomem'>): BootMemory => {
  const ram: AddressRange[] = [];
  const reserved: AddressRange[] = [];
  for (const { resource } of preorder(iomem.root)) {
    if (resource.name === 'System RAM') ram.push(resource);
    else if (RESERVED.test(resource.name)) reserved.push(resource);
  }
  const memory = normalised(ram.map(({ start, end }) => ({ start, end })));
  return { ram: memory, free: subtract(memory, normalised(reserved)) };
};

/** The largest hole below a limit, for people who ask why nothing fitted. */
export const largestHole = ({ free }: BootMemory, limit: PhysAddr): AddressRange | undefined =>
  free
    .flatMap(({ start, end }) => (start < limit ? [{ start, end: Math.min(end, limit) }] : []))
    .reduce<AddressRange | undefined>(
      (best, hole) => (best === undefined || sizeOf(hole) > sizeOf(best) ? hole : best),
      undefined,
    );
