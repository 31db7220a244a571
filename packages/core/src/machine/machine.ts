import type { FirmwareMap } from '../firmware/firmware-map.js';
import type { KexecState } from '../kexec/state.js';
import type { MemoryState } from '../memory/state.js';
import type { ResourceTree } from '../resource/tree.js';
import type { Memblock } from '../memory/memblock.js';
import type { Platform } from './platform.js';

/** What the running kernel is, as the next one and user space can learn it. */
export interface RunningKernel {
  /** /proc/cmdline, without a newline. */
  readonly cmdline: string;
  /** The order in which kernels ran on this machine: 0 for the first, 1 after one kexec. */
  readonly generation: number;
  /** Whether this kernel came up as a capture kernel (elfcorehdr given). */
  readonly isCapture: boolean;
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
  /** /sys/firmware/memmap; absent where the kernel has none. */
  readonly firmwareMap: FirmwareMap | undefined;
  /** Boot memory as memblock keeps it, where the architecture does (ARCH_KEEP_MEMBLOCK). */
  readonly memblock: Memblock | undefined;
  readonly kexec: KexecState;
  /** Read-only files that user space and the kernel share, by path: firmware tables, boot_params, the devicetree. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}
