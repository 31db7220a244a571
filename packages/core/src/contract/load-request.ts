import type { InitrdImage, KernelImage } from '../image/kernel-image.js';
import type { KexecImageType } from '../image/image.js';
import type { KernelSignature } from '../image/signature.js';
import type { RawSegment } from '../image/segment.js';
import type { ToolProfile } from './tool-profile.js';

/**
 * Sizes of the relocatable object that a loader puts between two kernels. Bytes: sections packed, each at its alignment,
 * then the BSS (core R5.10). Relocating it changes words inside it, never its size nor what goes where, and no digest
 * covers it; so the model knows it by its sizes, with contents that follow from them, and enters it where its release
 * is linked. A kernel that brings none cannot load: that is the ENOEXEC of a relocation that fails.
 */
export interface PurgatoryFacts {
  readonly bufsz: number;
  readonly memsz: number;
}

/** A per-CPU note that a vmcore points at. */
export interface CrashNote {
  readonly cpu: string;
  readonly address: number;
  readonly size: number;
  /** The CPU may be there one day, and is not: kexec-tools and kernels before 6.6 leave it out (core 5.1). */
  readonly absent?: boolean;
}

/** What kexec(8) was asked to do, and the files and tools it has. */
export interface LoadRequest {
  readonly type: KexecImageType;
  readonly kernel: KernelImage;
  /** How the tool's messages name the kernel file. */
  readonly kernelPath?: string;
  readonly initrd: InitrdImage | undefined;
  /** The command line for the next kernel, complete. */
  readonly cmdline: string;
  /** --mem-min and --mem-max, inclusive bounds as the tool has them. Only kexec_load looks at them. */
  readonly memMin: number;
  readonly memMax: number;
  /** getpagesize() where the tool runs, in bytes: whoever carries out the load fills it in. */
  readonly pageSize?: number;
  /** --entry: where the jump goes instead. Only kexec_load looks at it (core 7). */
  readonly entry?: bigint;
  /** -t: a row of `KernelFiles.types` that the file must be of. Only kexec_load looks at it. */
  readonly fileType?: string;
  /** --dtb: a devicetree instead of the running machine's, where the next kernel gets one. kexec_file_load has no use for it. */
  readonly dtb?: Uint8Array;
  /** -i: the purgatory jumps without a look at the digest. Only kexec_load looks at it. */
  readonly skipChecks?: boolean;
  /** --hotplug: the kernel may write the ELF header of the crash image anew. */
  readonly hotplug?: boolean;
  /** --load-preserve-context: only with -c and --mem-max. */
  readonly preserveContext?: boolean;
  /** The signature of the kernel file, for kernels that look at it; trusted where absent. */
  readonly signature?: KernelSignature;
  /** The file has an IMA signature that the kernel's keyring knows. */
  readonly imaSigned?: boolean;
  /** -d, behind the option that says what is loaded: in front of it `-p` takes its flag back (core 7). */
  readonly debug?: boolean;
  /** What this version of kexec-tools does; 2.0.25 where absent. */
  readonly tool?: ToolProfile;
  /** kexec-tools' purgatory. */
  readonly purgatory: PurgatoryFacts;
  /** The kernel's own purgatory, where it has one. */
  readonly kernelPurgatory: PurgatoryFacts | undefined;
  readonly crashNotes: readonly CrashNote[];
  /** Physical address and size of the vmcoreinfo note. */
  readonly vmcoreinfo: { readonly address: number; readonly size: number } | undefined;
  /** Random bytes for seeds: the model draws none itself. Called with the number of bytes wanted. */
  readonly seed: (bytes: number) => Uint8Array;
  /** Whether the kernel's random pool is ready (kexec_file_load adds seeds only then). */
  readonly randomReady: boolean;
}

/** The kernel file as messages name it. */
export const kernelPathOf = ({ kernelPath = 'the kernel' }: LoadRequest): string => kernelPath;

/** What the tool would hand to kexec_load, or why it gave up before that. */
export type UserSpaceLoad =
  | {
      readonly ok: true;
      readonly entry: bigint;
      readonly segments: readonly RawSegment[];
      readonly verifiesDigest: boolean;
      /** What `kexec -d` prints. */
      readonly output: readonly string[];
    }
  | {
      readonly ok: false;
      /** Exit status of the tool. */
      readonly status: number;
      readonly output: readonly string[];
    };
