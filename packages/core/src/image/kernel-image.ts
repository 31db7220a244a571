import type { Content } from '../physical/content.js';
import type { PhysAddr } from '@warmboot/address';

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
  /** Bytes that it unpacks to, where somebody told; at least as many as it has. */
  readonly unpackedSize?: number;
  /** Bytes that its programs take at most, beside their files; the model's own estimate where absent. */
  readonly userSpace?: number;
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
