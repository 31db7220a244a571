import type { PhysAddr } from '@warmboot/address';
import type { KernelImage } from '../image/kernel-image.js';

/** Bytes under a name that people know: a line of /proc/meminfo or of a boot log. */
export interface FootprintPart {
  readonly name: string;
  readonly bytes: number;
}

/**
 * What an architecture's kernels take of memory for themselves, measured on a distribution's kernel; others are taken to
 * need in proportion to the size of their image.
 */
export interface KernelFootprint {
  /** The kernel that was measured, for messages: `Debian 12's 6.1`. */
  readonly measuredOn: string;
  /** Bytes of that kernel's image, `_text` to `_end`. */
  readonly imageSize: number;
  /** Bytes of memory that a kernel keeps for its image, as far as its header tells. */
  imageSizeOf(kernel: KernelImage): number;
  /** The first chunk of per-CPU memory, for one CPU. Log: `percpu: Embedded N pages/cpu` */
  readonly perCpu: number;
  /**
   * One past the highest address at which tables of the firmware say that memory is or may come. A capture kernel reads
   * them too, and so expects what it may not use.
   */
  tablesReach?(files: ReadonlyMap<string, Uint8Array>, cmdline: string): PhysAddr;
  /** Memory that is in use when its first program starts, on one CPU, what boot had reserved before not counted. */
  readonly atWork: readonly FootprintPart[];
  /** Bytes of page tables that map so many bytes of RAM linearly. */
  linearMapTables(ramBytes: number): number;
}
