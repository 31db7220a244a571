import type { Result } from '../answer/result.js';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import type { KexecImageType } from '../image/image.js';
import type { FixedWrite } from '../image/fixed-write.js';
import type { Machine } from '../machine/machine.js';
import type { KexecSegment } from '../image/segment.js';

/** How the relocation code of an architecture treats one page. */
export interface RelocationStyle {
  /**
   * `copy` writes the source over the destination. `exchange` makes three copies through the swap page, after which the
   * source holds what the destination held.
   */
  readonly page: 'copy' | 'exchange';
  /** What a store to where nothing answers does: `stops` the walk with a fault, or is `lost` without a word. */
  readonly absent: 'stops' | 'lost';
}

/** The load that `prepare` is asked about. */
export interface LoadToPrepare {
  readonly machine: Machine;
  readonly type: KexecImageType;
  /** It comes by kexec_file_load. */
  readonly fileMode: boolean;
  readonly entry: bigint;
}

/** What machine_kexec_prepare() does beside agreeing. */
export interface Preparation {
  /**
   * What it writes where no page was allocated. It is written at once, and stays when the image goes: what the next load
   * of either type writes there, every image finds.
   */
  readonly writes?: readonly FixedWrite[];
  /** What it keeps with the image for the jump, by name: addresses, and values of registers. struct kimage_arch */
  readonly kept?: Readonly<Record<string, number>>;
}

/** Constants of the kexec_load system call. */
export interface KexecLimits {
  /** KEXEC_ARCH_*, already shifted. */
  readonly archFlag: number;
  /** KEXEC_PRESERVE_CONTEXT is accepted (CONFIG_KEXEC_JUMP). */
  readonly preserveContext: boolean;
  /** KEXEC_DESTINATION_MEMORY_LIMIT: an end at or above it is refused. */
  readonly destinationLimit: bigint;
  /** KEXEC_CONTROL_PAGE_SIZE in bytes; what the kernel takes for it is a power of two of pages. */
  readonly controlPageSize: number;
  /** The kernel can write the ELF header of a crash image anew on hotplug, from the version on that does. */
  readonly crashHotplug?: CrashHotplugSupport;
  /** Control pages beside the first that the jump needs for page tables; none where absent. machine_kexec_prepare() */
  pageTablePages?(machine: Machine, segments: readonly KexecSegment[]): number;
  /**
   * What the architecture asks of an image before memory is taken for its segments, and what it does then; nothing where
   * absent. A refusal may have lines for the log. machine_kexec_prepare()
   */
  prepare?(segments: readonly KexecSegment[], load: LoadToPrepare): Result<Preparation | undefined>;
  /** Where an entry point is in physical memory, where the jump goes to another kind of address; there where absent. */
  entryAddress?(entry: bigint): PhysAddr;
  /** CPUs that cannot be parked keep every image but a crash image from being loaded. cpus_are_stuck_in_kernel() */
  readonly needsParkedCpus?: boolean;
  /** How the relocation code treats a page; one plain copy, with a fault where nothing answers, when absent. */
  readonly relocation?: RelocationStyle;
  /** Alignment of the end of a shrunk crash kernel region. */
  readonly crashMemoryAlign: number;
}

/** Crash images whose ELF header follows hotplug (core 6.3). */
export interface CrashHotplugSupport {
  /** /sys/kernel/crash_elfcorehdr_size in bytes: program headers for as many CPUs and ranges as there may be. */
  readonly elfcorehdrSize: number;
  /** The flag of kexec_load by which `kexec --hotplug` asks for it. */
  readonly toolFlag: number;
  /** Memory that no header has which the kernel makes, whatever a tool's header had; the crash kernel's own besides. */
  readonly leavesOut?: readonly AddressRange[];
}
