import type { BootDevice } from '../qemu/machine.js';
import type {
  AddressText,
  BlockText,
  Errno,
  KernelRecord,
  KexecImageType,
  LoadPath,
  OnlineType,
  SizeText,
} from '@warmboot/core';
import type { ExploreSection } from './explore-section.js';

/** A value that is the same everywhere, or one for each architecture. */
export type PerArchitecture<T> = T | { readonly [architecture: string]: T };

/** A machine by its description. What is left out is the architecture's ordinary machine. */
export interface MachineDescription {
  readonly memory?: SizeText;
  readonly maxmem?: SizeText;
  readonly slots?: number;
  readonly firmware?: string;
  readonly cmdline?: string;
  /** Comes after `cmdline`, or after the architecture's ordinary one. */
  readonly append?: string;
  readonly hypervisor?: boolean;
  readonly nodes?: readonly number[];
  /** A recorded machine instead: a directory or a tar, relative to the scenario. */
  readonly capture?: string;
  /** A machine in QEMU's own words instead: `-m 4G,slots=8,maxmem=16G -machine virt`. */
  readonly qemu?: string;
}

export interface PurgatorySizes {
  readonly bufsz: SizeText;
  readonly memsz: SizeText;
}

/** The purgatories of one architecture's tools and kernel. */
export interface ToolSizes {
  readonly purgatory?: PurgatorySizes;
  readonly kernel_purgatory?: PurgatorySizes;
  /** The version of kexec-tools: `2.0.32`. */
  readonly kexec_tools?: string;
}

/** A memory device as a scenario describes it. */
export interface DeviceText {
  readonly id: string;
  readonly size: SizeText;
  readonly at?: AddressText;
  readonly node?: number;
  readonly slot?: number;
  /** The driver that brings its memory; ACPI where absent. */
  readonly driver?: string;
}

/** What a step does: exactly one of these. */
export type Verb =
  | PhaseVerb
  | DriverVerb
  | BootServicesVerb
  | ({ readonly kind: 'plug' } & DeviceText)
  | { readonly kind: 'unplug'; readonly id: string }
  | { readonly kind: 'online'; readonly type: OnlineType; readonly blocks: 'all' | readonly BlockText[] }
  | { readonly kind: 'offline'; readonly blocks: readonly BlockText[] }
  | { readonly kind: 'auto-online'; readonly type: OnlineType }
  | ({ readonly kind: 'load' } & LoadOptions)
  | {
      readonly kind: 'raw-load';
      readonly image: KexecImageType;
      readonly entry: AddressText;
      readonly segments: readonly RawSegmentText[];
      readonly flags?: SizeText;
    }
  | { readonly kind: 'unload'; readonly image: KexecImageType }
  | { readonly kind: 'exec' }
  | { readonly kind: 'crash' }
  | { readonly kind: 'load-disabled'; readonly value: number }
  | ({ readonly kind: 'write' } & StrayWrite);

/** The names of verbs. */
export type VerbKind = Verb['kind'];

/** A piece of plug, unplug, online, offline or load: something may happen before the next piece. */
export type PhaseVerb =
  | ({ readonly kind: 'insert' } & DeviceText)
  | { readonly kind: 'attach' | 'request-eject'; readonly id: string }
  | { readonly kind: 'eject-begin'; readonly id: string }
  | { readonly kind: 'eject-remove'; readonly id: string }
  | { readonly kind: 'eject-finish'; readonly id: string }
  | { readonly kind: 'eject-abandon'; readonly id: string; readonly block: BlockText; readonly errno: Errno }
  | {
      readonly kind: 'offline-begin' | 'offline-finish' | 'online-begin' | 'device-online';
      readonly block: BlockText;
    }
  | { readonly kind: 'online-finish'; readonly block: BlockText; readonly type: OnlineType }
  /** A run of kexec(8) by kexec_load, under a name that its later pieces refer to. */
  | ({ readonly kind: 'load-begin'; readonly as: string } & LoadOptions)
  | { readonly kind: 'load-choose' | 'load-finish'; readonly run: string }
  | { readonly kind: 'check-loaded'; readonly image: KexecImageType };

/** Something about memory that a driver brings and not the firmware. */
export type DriverVerb =
  | {
      readonly kind: 'virtio-mem';
      readonly id: string;
      readonly size: SizeText;
      readonly requested: SizeText;
      readonly blockSize: SizeText;
      readonly at?: AddressText;
      readonly node: number;
    }
  | { readonly kind: 'request'; readonly id: string; readonly size: SizeText }
  | { readonly kind: 'retry'; readonly id: string }
  | {
      readonly kind: 'kmem';
      /** The dax region, `dax0`. */
      readonly id: string;
      /** Absent for a device that is there already. */
      readonly size?: SizeText;
      readonly at?: AddressText;
      readonly node?: number;
    }
  | { readonly kind: 'kmem-unbind'; readonly id: string };

/** Something about firmware that still runs, before the first kernel. */
export type BootServicesVerb =
  | { readonly kind: 'get-memory-map' | 'exit-boot-services'; readonly loader: string }
  | { readonly kind: 'allocate-pages'; readonly size: SizeText; readonly type: string };

/** The options of `kexec -l`, by the words of kexec(8). */
export interface LoadOptions {
  readonly path: LoadPath;
  readonly image: KexecImageType;
  readonly initrd: boolean;
  readonly memMin?: AddressText;
  /** Inclusive, as kexec(8) has it. */
  readonly memMax?: AddressText;
  readonly entry?: AddressText;
  readonly fileType?: string;
  /** A file, relative to the scenario. */
  readonly dtb?: string;
  readonly skipChecks?: boolean;
  readonly hotplug?: boolean;
  readonly preserveContext?: boolean;
  readonly debug?: boolean;
  readonly reuseCmdline: boolean;
  readonly append?: string;
  readonly commandLine?: string;
}

/** Bytes that something writes behind the kernel's back. */
export interface StrayWrite {
  /** An address, or a segment of a loaded image: then the pages in which it waits for the jump. */
  readonly to: AddressText | SegmentText;
  readonly size: SizeText;
  /** What each byte becomes, 0 to 255. */
  readonly byte: number;
}

/** A place in a segment of a loaded image, wherever its pages are. */
export interface SegmentText {
  /** `kernel`, `initrd`, ... */
  readonly segment: string;
  readonly image: KexecImageType;
  /** Bytes from the segment's start. */
  readonly offset: SizeText;
}

/** One segment of a raw system call. */
export interface RawSegmentText {
  readonly mem: AddressText;
  readonly memsz: SizeText;
  readonly bufsz: SizeText;
}

/** What should have come out of a step, or of the whole story. Every member that is there must hold. */
export interface Expectation {
  /** Where the expectation stands in its file, for messages. */
  readonly line: number;
  /** Only on these architectures. */
  readonly arch?: readonly string[];
  /** When one of these policies is in force, `none` when no policy is; where absent, with the scenario's own. */
  readonly policy?: readonly string[];
  /** `ok`, `refused`, or an errno. */
  readonly result?: string;
  /** Name of the status that firmware gave, such as `INVALID_PARAMETER`. */
  readonly status?: string;
  /** How a jump ended; `dead` is panic, hang or reset. */
  readonly outcome?: 'booted' | 'refused' | 'panic' | 'hang' | 'reset' | 'returned' | 'dead';
  /** Text that the reason contains. */
  readonly reason?: string;
  /** Texts that lines of the kernel log contain. */
  readonly log?: readonly string[];
  /** Texts that no line of the kernel log contains. */
  readonly noLog?: readonly string[];
  /** Where segments of the loaded image lie, by kind; `all` and `none` speak of every segment. */
  readonly segments?: Readonly<Record<string, AddressText>>;
  readonly blocks?: Readonly<Record<string, 'online' | 'offline' | 'absent'>>;
  /** /sys/kernel/kexec_loaded */
  readonly loaded?: boolean;
  /** /sys/kernel/kexec_crash_loaded */
  readonly crashLoaded?: boolean;
  /** Texts that lines of /proc/iomem contain. */
  readonly iomem?: readonly string[];
  readonly noIomem?: readonly string[];
  /** Text that the running kernel's command line contains. */
  readonly cmdline?: string;
  /** Memory of which the running kernel takes at least a block for boot memory. */
  readonly bootMemory?: readonly AddressText[];
  /** Memory that /proc/vmcore of a capture kernel has, whole. */
  readonly vmcoreCovers?: readonly AddressText[];
  /** Memory of which /proc/vmcore has not a byte. */
  readonly vmcoreLacks?: readonly AddressText[];
  /** Memory of which some reads as zeroes in /proc/vmcore, since a virtio-mem device says that it is not plugged. */
  readonly vmcoreZeroes?: readonly AddressText[];
  /** Sizes of virtio-mem devices. */
  readonly sizes?: Readonly<Record<string, ExpectedSizes>>;
}

/** What a virtio-mem device should have come to. */
export interface ExpectedSizes {
  readonly requested?: SizeText;
  readonly plugged?: SizeText;
  readonly online?: SizeText;
}

/** One thing that happens. */
export interface ScenarioStep {
  readonly verb: Verb;
  /** Why it happens, for people. */
  readonly note?: string;
  /** Who does it, for people. */
  readonly by?: string;
  /** Only on these architectures; everywhere where absent. */
  readonly only?: readonly string[];
  readonly expect: readonly Expectation[];
  /** Line of the file. */
  readonly line: number;
}

/** A story about one machine, read and checked. */
export interface Scenario {
  readonly name: string;
  readonly story?: string;
  /** The file it came from, for messages and for what is relative to it. */
  readonly file: string;
  /** Plugins that it needs beside those that are always there: package names, or paths relative to its file. */
  readonly plugins: readonly string[];
  readonly machine: MachineDescription;
  /** What differs on single architectures. */
  readonly machineOn: Readonly<Record<string, MachineDescription>>;
  /** Memory devices that are there when the machine is switched on. */
  readonly bootDevices: readonly BootDevice[];
  /** The architectures that its board is of; undefined when the machine can be of any. */
  readonly boardOf: readonly string[] | undefined;
  readonly kernel: Readonly<Record<string, KernelRecord>>;
  /** Bytes of the initrd; `false` for none. */
  readonly initrd?: PerArchitecture<SizeText | false>;
  readonly tools: Readonly<Record<string, ToolSizes>>;
  /** The kernel profile; that of the framework where absent. */
  readonly profile?: string;
  /** Architectures on which it is played, unless the player chooses others; all where absent. */
  readonly arch?: readonly string[];
  /** Policies in force, in order, unless the player chooses others. */
  readonly policy: readonly string[];
  /** Whether the udev rule of a policy in force acts by itself after each step. */
  readonly udev: boolean;
  /** What `warmboot explore` tries; all orders of the steps where absent. */
  readonly explore?: ExploreSection;
  readonly steps: readonly ScenarioStep[];
  /** What holds at the end. */
  readonly expect: readonly Expectation[];
}
