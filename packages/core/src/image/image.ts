import type { InitrdImage, KernelImage } from './kernel-image.js';
import type { AddressRange } from '@warmboot/address';
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
  /** The initrd that the loader was given. Absent for raw loads, and for loads without one. */
  readonly initrd?: InitrdImage;
  /** Whether a purgatory checks a digest before it jumps. */
  readonly verifiesDigest: boolean;
  /** The generation of the memory layout when the image was loaded. */
  readonly layoutGeneration: number;
  /** What machine_kexec_prepare() kept for the jump. struct kimage_arch */
  readonly kept?: Readonly<Record<string, number>>;
  /** RAM that the loader describes to the next kernel beside what the hand-over says, ascending. */
  readonly describedRam?: readonly AddressRange[];
}
