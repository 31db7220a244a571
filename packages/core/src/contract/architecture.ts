import type { ImageFormat } from './image-format.js';
import type { UserSpaceLoader, FileLoader } from './loaders.js';
import type { KernelFootprint } from './kernel-footprint.js';
import type { KexecLimits } from './kexec-limits.js';
import type { EarlyBoot, FirmwareMemory } from './early-boot.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { CrashKernelPlacer } from './crash-kernel.js';
import type { KernelParameter } from './kernel-parameter.js';
import type { KernelPlaces, PlaceQuestion } from './kernel-places.js';
import type { KernelImage } from '../image/kernel-image.js';
import type { MemoryGeometry } from './memory-geometry.js';
import type { Memblock } from '../memory/memblock.js';
import type { MemoryNotifier } from './memory-notifier.js';
import type { ResourceTree } from '../resource/tree.js';
import type { ClassifyResource } from '../resource/classify.js';
import type { SummariseHandover } from './handover-summary.js';
import type { KernelFiles } from './kernel-files.js';
import type { BuildRange, KernelBuild } from './kernel-build.js';
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
  /** What its kernels take of memory; without it nothing is said of whether memory suffices. */
  readonly footprint?: KernelFootprint;
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
  /** Where the next boot may put its kernel; undefined where it is put in one place. Without it every boot uses the same. */
  kernelPlaces?(question: PlaceQuestion): KernelPlaces | undefined;
  /** Its own parameters of the command line, which come before those that all architectures have. */
  readonly parameters?: readonly KernelParameter[];
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
  /**
   * The memory map that firmware gave, for a machine of which there is no more than a log.
   * @param lines the log without time stamps
   * @returns in the order of the log, where ranges may overlap; empty for a log without a map
   * @throws FormatError for a line of a map that cannot be one
   */
  memoryMap?(lines: readonly string[]): readonly FirmwareMemory[];
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
