import type { SearchQuirks } from '../kexec/file-buffers.js';

/** What a version of Linux does differently, as plain facts that algorithms read. No algorithm asks for a version. */
export interface KernelProfile {
  readonly name: string;
  /** The search of kexec_file_load (core 5). */
  readonly search: SearchQuirks;
  /** kernel.kexec_load_limit_* exist (6.3 and later; core R4.14). */
  readonly loadLimits?: boolean;
}

/** Linux 6.1: top-down means the highest place in the first range that fits, and misses exact fits. */
export const linux61: KernelProfile = {
  name: 'linux-6.1',
  search: { topDownWalksDescending: false, topDownOffByOne: true },
};

/** Linux 6.8: the walk starts at the highest range (core R5.4, R5.6). */
export const linux68: KernelProfile = {
  name: 'linux-6.8',
  search: { topDownWalksDescending: true, topDownOffByOne: false },
  loadLimits: true,
};

export const KERNEL_PROFILES: readonly KernelProfile[] = [linux61, linux68];
