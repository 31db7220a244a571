import type { ObservedBlock, ObservedFirmwareMapEntry, ObservedZone } from '@warmboot/core';

/** What a machine showed after a step. */
export interface RecordedObservation {
  readonly iomem: string;
  readonly blocks: Readonly<Record<string, ObservedBlock>>;
  readonly sys: Readonly<Record<string, string>>;
  /** Files of crash images that follow hotplug, and what `cat` says of those that are not there. */
  readonly crash_hotplug?: Readonly<Record<string, string>>;
  readonly firmware_memmap?: readonly ObservedFirmwareMapEntry[];
  readonly zones?: readonly ObservedZone[];
  readonly dmesg: readonly string[];
}

/** A segment as the recording lists it; numbers are hexadecimal text. */
export interface RecordedSegment {
  readonly mem: string;
  readonly memsz: string;
  readonly bufsz: string;
  readonly kind: string;
  /** File of the recording that keeps the bytes. */
  readonly file?: string;
}

/** The arguments of an action; which are there depends on the action (captures/README.md). */
export interface RecordedArguments {
  readonly action: string;
  readonly id?: string;
  readonly size?: number;
  readonly node?: number | null;
  readonly address?: string;
  readonly slot?: number;
  readonly kind?: string;
  readonly blocks?: 'all' | readonly number[];
  readonly block?: number;
  readonly state?: string;
  readonly command?: string;
  readonly case?: string;
  readonly opts?: string;
  readonly cmdline?: string;
  readonly initrd?: boolean;
  /** Which of the recorded kernel files a load takes: `Image`, `ELF`. */
  readonly kernel_format?: string;
  /** Of a raw load: number of the segment whose buffer begins with a devicetree. */
  readonly fdt_segment?: number | null;
  readonly entry?: string;
  readonly flags?: string;
  readonly requested?: number;
  /**
   * Pages that could not move: the same at every try, or a list for each pass of an ejection, the last of which holds
   * for those after it.
   */
  readonly unmovable_pfns?: readonly string[] | readonly (readonly string[])[];
  /** Whether the kernel's random pool was ready: a loader passes a seed only then. */
  readonly random_ready?: boolean;
}

/** One step: its arguments, and what the real kernel answered. */
export interface RecordedStep extends RecordedArguments {
  /** For a raw load these are arguments: [mem, memsz, bufsz]. For `kexec-load` they are an answer. */
  readonly segments?: readonly (readonly string[])[] | readonly RecordedSegment[];
  readonly result?: Readonly<Record<string, unknown>> | null;
  readonly observed?: RecordedObservation | null;
}

/** A virtio-mem device as QMP names its properties; sizes in bytes. */
export interface RecordedMemoryDevice {
  readonly type: string;
  readonly id: string;
  readonly memdev: string;
  readonly memaddr: number;
  readonly node: number;
  readonly 'block-size': number;
  readonly 'max-size': number;
}

/** What a recording tells of its kernel's configuration, in the names of Kconfig; sizes in bytes. */
export interface RecordedConfig {
  readonly PAGE_SIZE?: number;
  readonly VA_BITS?: number;
  /** Bits in use where the CPU has fewer than were built. */
  readonly VA_BITS_ACTUAL?: number;
  readonly PA_BITS?: number;
  readonly ARCH_KEEP_MEMBLOCK?: boolean;
}

/** One directory of /sys/firmware/efi/runtime-map: its number and its five files, without newlines. */
export interface RecordedRuntimeMapEntry {
  readonly index: string;
  readonly type: string;
  readonly phys_addr: string;
  readonly virt_addr: string;
  readonly num_pages: string;
  readonly attribute: string;
}

/** A recorded run of a real kernel: captures/README.md. */
export interface Trace {
  readonly name: string;
  readonly arch: string;
  readonly firmware: string;
  readonly qemu: { readonly machine: string; readonly memory: string; readonly extra: readonly string[] };
  readonly policy: string;
  /**
   * What the running command line has beside `cmdline` to choose the policy. Absent for the recorded experimental
   * kernels, which each had an option of their own for it; empty where `cmdline` is whole.
   */
  readonly policy_option?: string;
  readonly kernel: string;
  readonly cmdline: string;
  /** Lines of /proc/cpuinfo that tell what the kernel makes of the CPU. */
  readonly cpuinfo?: readonly string[];
  /** What the kernel was built with. */
  readonly config?: RecordedConfig;
  readonly kernel_image: Readonly<Record<string, unknown>> & {
    readonly format: string;
    /** The ELF file of the same kernel: sizes, addresses, program headers. */
    readonly elf?: Readonly<Record<string, unknown>>;
  };
  readonly initrd: { readonly file_size: number };
  readonly tools: {
    /** Its release. */
    readonly 'kexec-tools'?: string;
    readonly purgatory: PurgatoryRecord;
    readonly kernel_purgatory?: PurgatoryRecord;
  };
  readonly crash_notes: readonly { readonly cpu: string; readonly address: string; readonly size: string }[];
  readonly vmcoreinfo?: string;
  /** /sys/firmware/efi/runtime-map, where the kernel has it. */
  readonly efi_runtime_map?: readonly RecordedRuntimeMapEntry[];
  /** Devices of the board that bring memory of their own, as QMP lists them. */
  readonly memory_devices?: readonly RecordedMemoryDevice[];
  readonly steps: readonly RecordedStep[];
}

interface PurgatoryRecord {
  readonly bufsz: string;
  readonly memsz: string;
}

/** A trace and the files beside it, by name. */
export interface TraceDirectory {
  readonly trace: Trace;
  readonly files: ReadonlyMap<string, Uint8Array>;
}
