import type { Result } from '../answer/result.js';
import type { KernelImage } from '../image/kernel-image.js';

/** What a kernel needs at its place, whoever loads it. Bytes. */
export interface KernelNeeds {
  /** From the boundary on, BSS included. */
  readonly size: number;
  /** The place begins at a multiple of it; a power of two. */
  readonly align: number;
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
