import type { AddressRange, PhysAddr } from '../address/range.js';
import type { CrashKernelPlacer } from '../kexec/crash-reservation.js';
import type { KernelImage, KernelSection, InitrdImage, KexecImage } from '../kexec/image.js';
import type { KexecSegment } from '../kexec/segment.js';
import type { KexecBuffers } from '../kexec/file-buffers.js';
import type { RelocationStyle } from '../kexec/relocate.js';
import type { LogMessage } from '../machine/log.js';
import type { Machine } from '../machine/machine.js';
import type { Platform } from '../machine/platform.js';
import type { Result } from '../machine/result.js';
import type { MemoryGeometry } from '../memory/geometry.js';
import type { Memblock } from '../memory/memblock.js';
import type { MemoryNotifier } from '../memory/notifier.js';
import type { FirmwareMap } from '../firmware/firmware-map.js';
import type { ResourceTree } from '../resource/tree.js';
import type { ClassifyResource } from '../resource/classify.js';
import type { SummariseHandover } from '../userspace/handover-summary.js';
import type { KernelFiles } from '../userspace/kernel-file.js';
import type { HoleDirection } from '../userspace/locate-hole.js';
import type { LoadRequest, UserSpaceLoad } from '../userspace/load-request.js';
import type { BuildRange, KernelBuild } from './kernel-build.js';
import type { KernelProfile } from './profile.js';
import type { ReferenceMachine } from './reference-machine.js';

/**
 * Everything that differs between architectures. One frozen record, declared once; optional members are
 * capabilities, and what is missing degrades to "not supported on X".
 */
export interface Architecture {
  /** As `uname -m` prints it. */
  readonly name: string;
  /** Other names that users type. */
  readonly aliases: readonly string[];
  readonly memory: MemoryGeometry;
  /** The builds that there are; without it there is one, with the page size of {@link memory}. */
  readonly builds?: BuildRange;
  /** This architecture as one build has it: page size, bits of addresses and configuration are facts of it. */
  forBuild?(build: KernelBuild): Architecture;
  readonly resourceNames: ResourceNames;
  readonly kexec: KexecLimits;
  /** Kernel image formats in the order in which loaders probe them. */
  readonly images: readonly ImageFormat[];
  /** How kexec-tools reads kernel files: its table of file types. */
  readonly kernelFiles?: KernelFiles;
  /** kexec-tools: kexec_load. */
  readonly userSpaceLoader?: UserSpaceLoader;
  /** kexec_file_load. */
  readonly fileLoader?: FileLoader;
  /** Says what a hand-over tells the next kernel. */
  readonly summariseHandover?: SummariseHandover;
  readonly earlyBoot?: EarlyBoot;
  readonly notifiers: readonly MemoryNotifier[];
  /** Files that loaders and early boot read, so that a broken one is found before anything is made of it. */
  readonly files?: readonly MachineFileFormat[];
  /** What only the boot log of a recorded machine tells. */
  readonly bootLog?: BootLogReader;
  /** Places `crashkernel=`; without it nothing can be said about another boot of a recorded machine. */
  readonly crashKernel?: CrashKernelPlacer;
  /** Lets scenarios describe a machine in a few words, and plug devices without saying where. */
  readonly referenceMachine?: ReferenceMachine;
}

/** A file of a machine and its format. */
export interface MachineFileFormat {
  /** The path under which {@link Machine.files} keeps it. */
  readonly path: string;
  /** @throws FormatError for a file that is not whole */
  check(bytes: Uint8Array): void;
}

/** Recovers state that a running kernel shows nowhere but in its boot log. */
export interface BootLogReader {
  /**
   * Reads what the log tells.
   * @param lines the log without time stamps
   * @param iomem what may stand in for lines that an ordinary log does not have
   */
  recover(lines: readonly string[], iomem?: ResourceTree): RecoveredFromLog;
}

/** What a boot log told. */
export interface RecoveredFromLog {
  readonly memblock?: Memblock;
  /** Firmware data by the path under which {@link Machine.files} keeps it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** How this architecture's kernel names and flags what /proc/iomem shows. */
export interface ResourceNames {
  /** Flags that a line of /proc/iomem stands for; the text itself does not carry them. */
  readonly classify: ClassifyResource;
  /** Sections of the running kernel, by resource name, in the order of their addresses: `Kernel code`, ... */
  readonly kernelSections: readonly string[];
  /**
   * Where the running kernel's image was placed, from the address of its first section and of the end of its last.
   * Some kernels begin with pages that no resource names.
   */
  kernelBase(sections: readonly AddressRange[], kernel: KernelImage): PhysAddr;
}

/** Constants of the kexec_load system call. */
export interface KexecLimits {
  /** KEXEC_ARCH_*, already shifted. */
  readonly archFlag: number;
  /** KEXEC_PRESERVE_CONTEXT is accepted (CONFIG_KEXEC_JUMP). */
  readonly preserveContext: boolean;
  /** KEXEC_DESTINATION_MEMORY_LIMIT: an end at or above it is refused. */
  readonly destinationLimit: bigint;
  /** KEXEC_CONTROL_PAGE_SIZE in bytes. */
  readonly controlPageSize: number;
  /** The kernel can write the ELF header of a crash image anew on hotplug, from the version on that does. */
  readonly crashHotplug?: CrashHotplugSupport;
  /** Control pages beside the first that the jump needs for page tables; none where absent. machine_kexec_prepare() */
  pageTablePages?(machine: Machine, segments: readonly KexecSegment[]): number;
  /** How the relocation code treats a page; one plain copy, with a fault where nothing answers, when absent. */
  readonly relocation?: RelocationStyle;
  /** Alignment of the end of a shrunk crash kernel region. */
  readonly crashMemoryAlign: number;
}

/** What a kernel needs at its place, whoever loads it. Bytes. */
export interface KernelNeeds {
  /** From the boundary on, BSS included. */
  readonly size: number;
  /** The place begins at a multiple of it; a power of two. */
  readonly align: number;
}

/** Crash images whose ELF header follows hotplug (core 6.3). */
export interface CrashHotplugSupport {
  /** /sys/kernel/crash_elfcorehdr_size in bytes: program headers for as many CPUs and ranges as there may be. */
  readonly elfcorehdrSize: number;
  /** The flag of kexec_load by which `kexec --hotplug` asks for it. */
  readonly toolFlag: number;
}

/** A kernel file format. */
export interface ImageFormat {
  readonly name: string;
  /** Whether the bytes look like this format; a reason in words when not. */
  recognise(bytes: Uint8Array): Result;
  /** @throws FormatError for a file that is recognised but broken */
  parse(bytes: Uint8Array): KernelImage;
  /** The image from header fields that a recording kept instead of the file. @throws FormatError */
  fromRecord(record: Readonly<Record<string, unknown>>): KernelImage;
  /** What loaders look for a hole with, from the header of an image that this format parsed. */
  needs?(kernel: KernelImage): KernelNeeds;
}

/** kexec-tools for one architecture. */
export interface UserSpaceLoader {
  /** Which of the holes that are large enough it takes for what it searches a place for, where that is always the same. */
  readonly direction?: HoleDirection;
  /** Names of the rows of {@link KernelFiles.types} that an image is of, in the order in which the tool probes. */
  fileTypesOf?(kernel: KernelImage): readonly string[];
  /**
   * Chooses destinations and builds the hand-over, as `kexec -c` does before its system call.
   * Reads the machine only through what user space can see.
   */
  load(machine: Machine, request: LoadRequest): UserSpaceLoad;
}

/** The architecture's part of kexec_file_load. */
export interface FileLoader {
  /**
   * kexec_image_probe and the loader's own checks.
   * @param profile the running kernel's; Linux 6.1 where absent
   */
  probe(machine: Machine, kernel: KernelImage, profile?: KernelProfile): Result;
  /**
   * Places segments through `buffers`, which searches as the generic code does, and builds the hand-over.
   * @param profile the running kernel's; Linux 6.1 where absent
   * @returns the entry point
   */
  load(
    machine: Machine,
    request: LoadRequest,
    buffers: KexecBuffers,
    profile?: KernelProfile,
  ): Result<PhysAddr>;
  /** Whether the kernel brings a purgatory that checks a digest. */
  readonly verifiesDigest: boolean;
}

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
  /** /proc/iomem from the hand-over: RAM, firmware regions, kernel, crash kernel. No devices yet. */
  readonly iomem: ResourceTree;
  readonly firmwareMap: FirmwareMap | undefined;
  readonly memblock: Memblock | undefined;
  readonly crashRegion: AddressRange | undefined;
  readonly crashLowRegion: AddressRange | undefined;
  /** Where the initrd was found, if one was. */
  readonly initrd: AddressRange | undefined;
  /** Files that this kernel shows: its devicetree or boot_params, and firmware tables. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Whether the kernel found ACPI, and with it the devices behind it. */
  readonly acpi: boolean;
  /** Lines of its boot log that tell what it decided, before memory is handed to the page allocator. */
  readonly log?: readonly LogMessage[];
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
  readonly initrd: InitrdImage | undefined;
  readonly hypervisor: boolean;
  readonly nodes: readonly number[];
}
