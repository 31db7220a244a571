import type { CrashRangeQuirks } from '../kexec/crash-ranges.js';
import type { SearchQuirks } from '../kexec/file-buffers.js';

/** What a version of Linux does differently, as plain facts that algorithms read. No algorithm asks for a version. */
export interface KernelProfile {
  readonly name: string;
  /** The search of kexec_file_load (core 5). */
  readonly search: SearchQuirks;
  /** How a crash image's memory list is cut (core R5.13). */
  readonly crashRanges: CrashRangeQuirks;
  /** Whose rules place `crashkernel=`: each architecture's, or the one that all share (core 6.1, 6.3). */
  readonly crashReservation: 'architecture' | 'generic';
  /** The kernel writes the ELF header of a crash image anew on hotplug, where the architecture can (core 6.3). */
  readonly crashHotplug: boolean;
  /** kernel.kexec_load_limit_* exist (6.3 and later; core R4.14). */
  readonly loadLimits: boolean;
}

/** Linux 6.1: top-down means the highest place in the first range that fits, and misses exact fits. */
export const linux61: KernelProfile = {
  name: 'linux-6.1',
  search: { topDownWalksDescending: false, topDownOffByOne: true },
  crashRanges: { stopsAtFirstCut: true },
  crashReservation: 'architecture',
  crashHotplug: false,
  loadLimits: false,
};

/** Linux 6.6: load limits (6.3), and crash images that follow hotplug. */
export const linux66: KernelProfile = { ...linux61, name: 'linux-6.6', loadLimits: true, crashHotplug: true };

/** Linux 6.8: the walk starts at the highest range (core R5.4, R5.6); one crash reservation for all (6.7). */
export const linux68: KernelProfile = {
  ...linux66,
  name: 'linux-6.8',
  search: { topDownWalksDescending: true, topDownOffByOne: false },
  crashRanges: { stopsAtFirstCut: false },
  crashReservation: 'generic',
};

export const KERNEL_PROFILES: readonly KernelProfile[] = [linux61, linux66, linux68];
