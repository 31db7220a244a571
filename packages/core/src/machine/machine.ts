import type { Locks } from './locks.js';
import type { FirmwareMap } from '../memory/firmware-map.js';
import type { KernelImage, KernelSection } from '../image/kernel-image.js';
import type { KexecState } from '../image/kexec-state.js';
import type { MemoryState } from '../memory/state.js';
import type { PhysicalMemory } from '../physical/physical-memory.js';
import type { ResourceTree } from '../resource/tree.js';
import type { Memblock } from '../memory/memblock.js';
import type { Platform } from '../device/platform.js';
import type { MachineSecurity } from './security.js';
import { OPEN_SECURITY } from './security.js';
import type { VirtioMemDriver } from '../device/virtio-mem-driver.js';

/** What the running kernel is, as the next one and user space can learn it. */
export interface RunningKernel {
  /** /proc/cmdline, without a newline. */
  readonly cmdline: string;
  /** The order in which kernels ran on this machine: 0 for the first, 1 after one kexec. */
  readonly generation: number;
  /** Whether this kernel came up as a capture kernel (elfcorehdr given). */
  readonly isCapture: boolean;
  /** Its image, where the machine's description or recording says; what `kexec -l` of the same file would load. */
  readonly image: KernelImage | undefined;
  /** Its sections relative to the address at which it was placed. */
  readonly sections: readonly KernelSection[];
}

/** How a machine ended: nothing more can be done with it. */
export interface Halted {
  readonly outcome: 'panic' | 'hang' | 'reset';
  readonly reason: string;
  /** There where what ran is not known to be a kernel: the machine is lost to the model, whatever it does. */
  readonly unknown?: true;
}

/**
 * A machine at one instant: hardware, the kernel that runs on it, and what that kernel believes.
 * Immutable. Keeping one is keeping a pointer; an action makes another that shares all it did not touch.
 */
export interface Machine {
  readonly platform: Platform;
  readonly kernel: RunningKernel;
  /** /proc/iomem. */
  readonly iomem: ResourceTree;
  readonly memory: MemoryState;
  /** What is written in memory, as far as anybody cares. */
  readonly contents: PhysicalMemory;
  /** /sys/firmware/memmap; absent where the kernel has none. */
  readonly firmwareMap: FirmwareMap | undefined;
  /** Boot memory as memblock keeps it, where the architecture does (ARCH_KEEP_MEMBLOCK). */
  readonly memblock: Memblock | undefined;
  readonly kexec: KexecState;
  /** Read-only files that user space and the kernel share, by path: firmware tables, boot_params, the devicetree. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly locks: Locks;
  /** What the running kernel's virtio-mem driver knows, by device; a device that it has not probed yet is missing. */
  readonly virtioMem?: ReadonlyMap<string, VirtioMemDriver>;
  /** Who may load and jump; everybody who is root where absent. */
  readonly security?: MachineSecurity | undefined;
  /** Set once the machine is dead. */
  readonly halted: Halted | undefined;
}

/** Who may load and jump on a machine. */
export const securityOf = ({ security = OPEN_SECURITY }: Machine): MachineSecurity => security;
