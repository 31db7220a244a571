import type { PhysAddr, AddressRange } from '@warmboot/address';
import type { ResourceTree } from '../resource/tree.js';
import type { FirmwareMap } from '../memory/firmware-map.js';
import type { Memblock } from '../memory/memblock.js';
import type { LogMessage } from '../answer/log.js';
import type { Platform } from '../device/platform.js';
import type { KernelImage, KernelSection, InitrdImage } from '../image/kernel-image.js';
import type { KexecSegment } from '../image/segment.js';
import type { KernelProfile } from './profile.js';
import type { Machine } from '../machine/machine.js';
import type { KexecImage } from '../image/image.js';
import type { Result } from '../answer/result.js';

/** How the jump itself ends on this machine, before the next kernel runs an instruction of its own. */
export type JumpOutcome =
  | { readonly outcome: 'arrived' }
  | { readonly outcome: 'hang' | 'reset'; readonly reason: string; readonly address?: PhysAddr };

/** What a kernel makes of its hand-over. */
export type EarlyBootOutcome =
  | { readonly outcome: 'booted'; readonly kernel: BootedKernel }
  | { readonly outcome: 'panic' | 'hang' | 'reset'; readonly reason: string };

/** The parts of a machine that early boot decides. `core` makes the rest: blocks, zones, rediscovered devices. */
export interface BootedKernel {
  readonly cmdline: string;
  readonly isCapture: boolean;
  /** Address at which the image was placed. */
  readonly kernelAt: PhysAddr;
  /** Boot RAM as the allocator gets it, ascending: it decides blocks, zones and the size of memory. */
  readonly ram: readonly AddressRange[];
  /** NUMA node of each range of addresses; node 0 where none says otherwise. */
  readonly nodes?: readonly { readonly range: AddressRange; readonly node: number }[];
  /** One past the highest address at which firmware says that memory is or may come; the end of {@link ram} where absent. */
  readonly reach?: PhysAddr;
  /** /proc/iomem from the hand-over: RAM, firmware regions, kernel, crash kernel. No devices yet. */
  readonly iomem: ResourceTree;
  readonly firmwareMap: FirmwareMap | undefined;
  readonly memblock: Memblock | undefined;
  readonly crashRegion: AddressRange | undefined;
  readonly crashLowRegion: AddressRange | undefined;
  /** The part of {@link ram} that has a mapping, and so can be given away; all of it where absent. */
  readonly usable?: readonly AddressRange[];
  /** The image in memory, `_text` to `_end`; without it nothing is said of how far memory reaches. */
  readonly image?: AddressRange;
  /** Nobody told how large the image is; what its loader needs room for is more. */
  readonly imageIsEstimate?: boolean;
  /** What else boot reserves, the initrd and what a region of a crash kernel takes not counted. */
  readonly reserved?: readonly AddressRange[];
  /** Where the initrd was found, if one was. */
  readonly initrd: AddressRange | undefined;
  /** Files that this kernel shows: its devicetree or boot_params, and firmware tables. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Whether the kernel found ACPI, and with it the devices behind it. */
  readonly acpi: boolean;
  /** Lines of its boot log that tell what it decided, before memory is handed to the page allocator. */
  readonly log?: readonly LogMessage[];
  /** What of this kernel the model does not follow, in a sentence. */
  readonly unmodelled?: string;
}

/** What is in memory when a kernel starts. */
export interface HandoverInput {
  readonly platform: Platform;
  readonly kernel: KernelImage;
  /** Address at which the image was placed. */
  readonly kernelAt: PhysAddr;
  /** Sections of that kernel relative to `kernelAt`. */
  readonly sections: readonly KernelSection[];
  /** Segments that carry the hand-over. */
  readonly segments: readonly KexecSegment[];
  /** RAM that a loader describes beside the hand-over's own, ascending; a kernel that finds it takes it for boot memory. */
  readonly describedRam?: readonly AddressRange[];
  /** What `KexecLimits.prepare` kept with the image; nothing after a cold start. */
  readonly kept?: Readonly<Record<string, number>>;
  /** Loads from memory as the kernel finds it, for what lies in no segment; absent where nothing wrote any. */
  readonly readMemory?: (range: AddressRange) => Uint8Array;
  /** Files of the kernel before, for what travels by pointer: firmware tables stay where they are. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The version of the kernel that starts; Linux 6.1 where absent. */
  readonly profile?: KernelProfile;
}

/** From the jump to the memory map of the next kernel. */
export interface EarlyBoot {
  /**
   * Whether the jump arrives, now that the pages were moved: what it comes to where nothing answers. The digest of a
   * purgatory is checked after an arrival.
   */
  jump(machine: Machine, image: KexecImage): JumpOutcome;
  /** From hand-over to memory map. */
  boot(input: HandoverInput): EarlyBootOutcome;
  /**
   * Segments that firmware and boot loader would have made for a machine that starts cold: a hand-over for {@link boot}.
   * Lets a scenario describe a machine by its memory alone.
   */
  coldStart?(request: ColdStart): Result<HandoverInput>;
  /**
   * The same for a machine whose memory map somebody tells: what firmware would have handed over with it.
   * Lets people ask with what they have at hand.
   */
  fromMap?(request: MapStart): Result<HandoverInput>;
}

/** What firmware says of a range of memory, in the words of Linux's logs. */
export type FirmwareMemoryType =
  | 'usable'
  | 'reserved'
  | 'ACPI data'
  | 'ACPI NVS'
  | 'unusable'
  | 'persistent'
  | 'persistent (legacy)'
  | 'soft reserved';

/** One range of a map that firmware gave. */
export interface FirmwareMemory {
  readonly range: AddressRange;
  readonly type: FirmwareMemoryType;
}

/** A machine of which the memory map is known and little else: a log or a copy of /proc/iomem tells it. */
export interface MapStart {
  /** Ascending and disjoint. */
  readonly map: readonly FirmwareMemory[];
  /** Whether EFI started it; else a BIOS, or a boot loader with a devicetree. */
  readonly efi: boolean;
  readonly cmdline: string;
  readonly kernel: KernelImage;
  /** Address at which the image was placed, where that is known. */
  readonly kernelAt?: PhysAddr;
  /** Its sections relative to that. */
  readonly sections?: readonly KernelSection[];
  readonly hypervisor: boolean;
  readonly nodes: readonly number[];
}

/** A machine described rather than recorded. */
export interface ColdStart {
  readonly firmware: string;
  /** Bytes of RAM at boot. */
  readonly memorySize: number;
  /** Highest bytes that hotplug can reach; undefined when hotplug is off. */
  readonly maxMemory: number | undefined;
  readonly slots: number;
  readonly cmdline: string;
  readonly kernel: KernelImage;
  /** Nobody told the kernel: how much memory is left is then reckoned for one that distributions ship. */
  readonly kernelIsAssumed?: boolean;
  readonly initrd: InitrdImage | undefined;
  readonly hypervisor: boolean;
  readonly nodes: readonly number[];
}
