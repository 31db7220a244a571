import type { AddressRange, PhysAddr } from '../address/range.js';
import type { Content } from '../physical/content.js';
import type { ImagePages } from './image-pages.js';
import type { KexecSegment } from './segment.js';

/** `crash` is the image for a panic, in the memory that was reserved for it. */
export type KexecImageType = 'normal' | 'crash';

/** A loaded image: struct kimage as far as anything can tell from outside. */
export interface KexecImage {
  readonly type: KexecImageType;
  /** Loaded by kexec_file_load rather than kexec_load. */
  readonly fileMode: boolean;
  /** Where the jump goes; the model keeps what was passed, which need not be in any segment. */
  readonly entry: bigint;
  readonly segments: readonly KexecSegment[];
  /** Where the image waits for the jump. */
  readonly pages: ImagePages;
  readonly preserveContext: boolean;
  /** The kernel keeps the ELF header of this crash image up to date by itself (core 6.3). */
  readonly followsHotplug?: boolean;
  /** The kernel that the loader was given, for the early boot of what it becomes. Absent for raw loads. */
  readonly kernel?: KernelImage;
  /** Whether a purgatory checks a digest before it jumps. */
  readonly verifiesDigest: boolean;
  /** The generation of the memory layout when the image was loaded. */
  readonly layoutGeneration: number;
  /** RAM that the loader describes to the next kernel beside what the hand-over says, ascending. */
  readonly describedRam?: readonly AddressRange[];
}

/** A kernel file, parsed. Formats extend it with the header fields that their loaders need. */
export interface KernelImage {
  /** Name of the {@link ImageFormat} that parsed it. */
  readonly format: string;
  /** Bytes of the file. */
  readonly fileSize: number;
  /** The file itself, where there is one; what is known by its size alone has contents that follow from it. */
  readonly content?: Content;
}

/** An initrd as loaders see it. */
export interface InitrdImage {
  readonly fileSize: number;
  /** As {@link KernelImage.content}. */
  readonly content?: Content;
}

/** Where a kernel sits in memory: the anchor of the `Kernel code` and `Kernel data` resources. */
export interface KernelSection {
  /** Resource name: `Kernel code`, `Kernel rodata`, ... */
  readonly name: string;
  /** Offset from the address at which the image was placed; half-open with `end`. */
  readonly start: PhysAddr;
  readonly end: PhysAddr;
}
