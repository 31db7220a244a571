import type {
  SizeText,
  AddressText,
  OnlineType,
  BlockText,
  KexecImageType,
  Errno,
  LoadPath,
  SegmentKind,
  security,
} from '@warmboot/core';

/** A memory device that is there when the machine is switched on. */
export type BootDevice = Extract<Verb, { kind: 'plug' | 'virtio-mem' }>;

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
  | PluginVerb
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

/** A piece of plug, unplug, online, offline, load or exec: something may happen before the next piece. */
export type PhaseVerb =
  | ({ readonly kind: 'insert' } & DeviceText)
  | { readonly kind: 'attach' | 'request-eject'; readonly id: string }
  | { readonly kind: 'eject-begin'; readonly id: string }
  | { readonly kind: 'eject-remove'; readonly id: string }
  | { readonly kind: 'eject-finish'; readonly id: string }
  | { readonly kind: 'eject-refuse'; readonly id: string; readonly block: BlockText }
  | { readonly kind: 'eject-abandon'; readonly id: string; readonly block: BlockText; readonly errno: Errno }
  | {
      readonly kind:
        | 'offline-lock'
        | 'offline-ask'
        | 'offline-begin'
        | 'offline-finish'
        | 'online-lock'
        | 'online-ask'
        | 'online-begin'
        | 'device-online';
      readonly block: BlockText;
    }
  | { readonly kind: 'online-finish'; readonly block: BlockText; readonly type: OnlineType }
  /** A run of kexec(8), under a name that its later pieces refer to. */
  | ({ readonly kind: 'load-begin'; readonly as: string } & LoadOptions)
  | { readonly kind: 'load-choose' | 'load-finish'; readonly run: string }
  /** The system call has begun; one that reads nothing beforehand begins here, with what it is to load. */
  | { readonly kind: 'load-enter'; readonly run: string; readonly load?: LoadOptions }
  | { readonly kind: 'reboot-begin' | 'reboot-shutdown' | 'reboot-jump' }
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

/** Something that only a plugin knows. */
export interface PluginVerb {
  readonly kind: 'by-plugin';
  /** The name of the action, which is that of the verb in the file. */
  readonly action: string;
  readonly argument: unknown;
  /** What is asked for, in a few words. */
  readonly text: string;
  /** Names that the memory has which it brings. */
  readonly names: readonly string[];
}

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
  readonly signature?: security.Signature;
  readonly imaSigned?: boolean;
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
  /** What its buffer holds, where that matters to a kernel. */
  readonly holds?: SegmentKind;
}
