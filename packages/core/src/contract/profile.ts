import { GiB } from '@warmboot/address';
import {
  KEXEC_CRASH_HOTPLUG_SUPPORT,
  KEXEC_FILE_DEBUG,
  KEXEC_FILE_NO_INITRAMFS,
  KEXEC_FILE_ON_CRASH,
  KEXEC_FILE_UNLOAD,
  KEXEC_UPDATE_ELFCOREHDR,
} from '../image/load-flags.js';

/** How one kernel version cuts ranges out of what a vmcore covers; see the profiles. */
export interface CrashRangeQuirks {
  /** A partial overlap ends the scan, so that later ranges keep what they share with the hole (6.1). */
  readonly stopsAtFirstCut: boolean;
}

/** How one kernel version searches; see the profiles. */
export interface SearchQuirks {
  /** Top-down requests visit ranges from the highest (6.8) or in ascending order (6.1) where there is no memblock. */
  readonly topDownWalksDescending: boolean;
  /** Top-down starts one `memsz` below the inclusive end, so an exact fit is missed (6.1). */
  readonly topDownOffByOne: boolean;
}

/** What a version of Linux does differently, as plain facts that algorithms read. No algorithm asks for a version. */
export interface KernelProfile {
  readonly name: string;
  /** Its facts were read in sources, and no kernel of the version was recorded; absent where one was, or later ones fix it. */
  readonly basis?: 'source';
  /** memory_hotplug.memmap_on_memory= is read (5.13); it is where absent. */
  readonly memmapOnMemory?: false;
  /** memory_hotplug.online_policy= is read (5.15); it is where absent. */
  readonly onlinePolicy?: false;
  /** The search of kexec_file_load (core 5). */
  readonly search: SearchQuirks;
  /** How a crash image's memory list is cut (core R5.13). */
  readonly crashRanges: CrashRangeQuirks;
  /** Whose rules place `crashkernel=`: each architecture's, or the one that all share (core 6.1, 6.3). */
  readonly crashReservation: 'architecture' | 'generic';
  /** Flags that kexec_file_load knows; any other bit is EINVAL (core 5). */
  readonly fileLoadFlags: number;
  /** kexec_file_load keeps a kernel at or above the address that its header prefers, where it prefers one (6.8). */
  readonly fileLoadAbovePreferred?: boolean;
  /** What a loader of kexec_file_load told nobody but a debugger before is an error in the log (6.8). */
  readonly fileLoadErrorsAloud?: boolean;
  /** Which CPUs have a note in a header that the kernel makes (core 5.1). */
  readonly coreNotes: 'present' | 'possible';
  /** /sys/kernel/kexec_crash_size counts the low region too, and shrinks it last (6.5; core R4.16). */
  readonly crashSizeCountsLow: boolean;
  /** The kernel writes the ELF header of a crash image anew on hotplug, where the architecture can (core 6.3). */
  readonly crashHotplug?: CrashHotplugQuirks;
  /** kernel.kexec_load_limit_* exist (6.3 and later; core R4.14). */
  readonly loadLimits: boolean;
  /** A device that comes has its whole bus scanned again, and with it devices that were refused before (6.9). */
  readonly deviceCheckRescansBus?: boolean;
  /** Whether a kernel for EFI machines shows /sys/firmware/efi/runtime-map: as configured, or (6.2 on) always. */
  readonly efiRuntimeMap?: 'configured' | 'always';
  /**
   * Whether a node without memory is in its own fallback list, and one that just lost its last in all of them (where
   * absent), or in none (6.7).
   */
  readonly memorylessNodes?: 'listed' | 'skipped';
  /** Bytes for modules between the linear map and the kernel image, where the image is mapped above them; 128 MiB where absent. */
  readonly moduleArea?: number;
  /** Where `Kernel code` of /proc/iomem begins, in images with a head before `_stext`; there where absent. */
  readonly kernelCodeStart?: '_text' | '_stext';
  /**
   * How a kernel ends in memory that its hand-over does not describe, where it gets far enough to say so: by an oops
   * that it survives without getting on (where absent), or by a panic, after which `panic=` counts.
   */
  readonly undescribedImage?: 'oops' | 'panic';
}

/** In-kernel updates of the ELF header of a crash image. */
export interface CrashHotplugQuirks {
  /** Flags of kexec_load by which an image takes part; every architecture knows them, whether or not it can act on them. */
  readonly flags: number;
  /** What the log says may be wrong when another kexec call holds the lock. */
  readonly inaccurate: string;
  /** What /sys/devices/system/{memory,cpu}/crash_hotplug tells: that the kernel was built for it, or (6.10) the loaded image. */
  readonly shown: 'built' | 'image';
}

/** Linux 6.1: top-down means the highest place in the first range that fits, and misses exact fits. */
export const linux61: KernelProfile = {
  name: 'linux-6.1',
  search: { topDownWalksDescending: false, topDownOffByOne: true },
  crashRanges: { stopsAtFirstCut: true },
  crashReservation: 'architecture',
  fileLoadFlags: KEXEC_FILE_UNLOAD | KEXEC_FILE_ON_CRASH | KEXEC_FILE_NO_INITRAMFS,
  coreNotes: 'present',
  crashSizeCountsLow: false,
  loadLimits: false,
};

/**
 * Linux 6.6: load limits (6.3), a crash size that counts both regions and 2 GiB for modules (6.5), and crash images that
 * follow hotplug.
 */
export const linux66: KernelProfile = {
  ...linux61,
  name: 'linux-6.6',
  loadLimits: true,
  crashSizeCountsLow: true,
  coreNotes: 'possible',
  moduleArea: 2 * GiB,
  crashHotplug: { flags: KEXEC_UPDATE_ELFCOREHDR, inaccurate: 'elfcorehdr', shown: 'built' },
};

/**
 * Linux 6.8: the walk starts at the highest range (core R5.4, R5.6); one crash reservation for all, and nodes without
 * memory in no fallback list (6.7); a flag for debugging output; kernels at or above their preferred address.
 */
export const linux68: KernelProfile = {
  ...linux66,
  name: 'linux-6.8',
  search: { topDownWalksDescending: true, topDownOffByOne: false },
  crashRanges: { stopsAtFirstCut: false },
  crashReservation: 'generic',
  memorylessNodes: 'skipped',
  fileLoadFlags: linux66.fileLoadFlags | KEXEC_FILE_DEBUG,
  fileLoadAbovePreferred: true,
  fileLoadErrorsAloud: true,
};

/**
 * Linux 6.10: a second flag for crash images that follow hotplug, which every architecture shares (core 6.3); a device
 * that comes has its bus scanned again (6.9).
 */
export const linux610: KernelProfile = {
  ...linux68,
  name: 'linux-6.10',
  deviceCheckRescansBus: true,
  crashHotplug: {
    flags: KEXEC_UPDATE_ELFCOREHDR | KEXEC_CRASH_HOTPLUG_SUPPORT,
    inaccurate: 'kdump image',
    shown: 'image',
  },
};

/** Linux 6.12, with the updates of its stable series: they made `Kernel code` begin with the head of the image. */
export const linux612: KernelProfile = {
  ...linux610,
  name: 'linux-6.12',
  efiRuntimeMap: 'always',
  kernelCodeStart: '_text',
  undescribedImage: 'panic',
};

/** Linux 5.15: what differs from 6.1 are facts of architectures, which they keep by the name of the profile. */
const linux515: KernelProfile = { ...linux61, name: 'linux-5.15', basis: 'source' };

/** Linux 5.14: no online policy yet. */
const linux514: KernelProfile = { ...linux515, name: 'linux-5.14', onlinePolicy: false };

/** Linux 5.10: no block holds its own memory map yet. */
const linux510: KernelProfile = { ...linux514, name: 'linux-5.10', memmapOnMemory: false };

/** Linux 5.4. */
const linux54: KernelProfile = { ...linux510, name: 'linux-5.4' };

/** Linux 4.18. */
const linux418: KernelProfile = { ...linux54, name: 'linux-4.18' };

/** The versions of Linux that the model brings; the first is the default. */
export const KERNEL_PROFILES: readonly KernelProfile[] = [
  linux61,
  linux66,
  linux68,
  linux610,
  linux612,
  linux515,
  linux514,
  linux510,
  linux54,
  linux418,
];
