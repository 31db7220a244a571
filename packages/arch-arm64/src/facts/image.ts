import { FormatError } from '@warmboot/format';
import type { ImageFormat, KernelImage, KernelNeeds } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';

import { imageFlags, isImage, parseImageHeader, type ImageFlags } from '../formats/image-header.js';
import { KERNEL_ALIGN, OLD_TEXT_OFFSET } from './layout.js';

/** An arm64 Image as its loaders see it. Sizes in bytes. */
export interface Arm64Image extends KernelImage, ImageFlags {
  readonly format: 'Image';
  /** From a 2 MiB boundary to the image; 512 KiB where the header gives no size (spec 1.3). */
  readonly textOffset: number;
  /** What the image needs at its place, BSS included. 0 for kernels before 3.17, whose need is unknown. */
  readonly imageSize: number;
  /** File offset of the PE header, 0 without an EFI stub. */
  readonly peHeader: number;
}

/** Whether {@link imageFormat} made this image. */
export const isArm64Image = (kernel: KernelImage): kernel is Arm64Image => kernel.format === 'Image';

/** One loadable part of an ELF kernel, from the 2 MiB boundary below its entry. Bytes. */
export interface VmlinuxPart {
  readonly offset: number;
  readonly filesz: number;
  readonly memsz: number;
}

/** An ELF kernel: an Image header somewhere inside, and parts that go to different places. */
export interface Arm64Vmlinux extends KernelImage {
  readonly format: 'vmlinux';
  readonly image: Arm64Image;
  readonly parts: readonly VmlinuxPart[];
}

/** Whether the image is an ELF kernel. */
export const isVmlinux = (kernel: KernelImage): kernel is Arm64Vmlinux => kernel.format === 'vmlinux';

/** The header of an Image or of the one inside a vmlinux. An image of another format would have been refused before. @throws TypeError */
export const requireArm64Image = (kernel: KernelImage): Arm64Image => {
  if (isArm64Image(kernel)) return kernel;
  if (isVmlinux(kernel)) return kernel.image;
  throw new TypeError(`arm64 loads kernels of format Image, not ${kernel.format}`);
};

/** The image and what comes before it from a 2 MiB boundary on (spec 1.3). */
export const kernelNeeds = ({ textOffset, imageSize }: Arm64Image): KernelNeeds => ({
  size: textOffset + imageSize,
  align: KERNEL_ALIGN,
});

interface ImageNumbers {
  readonly textOffset: bigint;
  readonly imageSize: bigint;
  readonly flags: bigint;
  readonly peHeader: number;
  readonly fileSize: number;
}

const LIMIT = 1n << 48n;

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'arm64 Image', field, found, allowed });

const size = (field: string, value: bigint): number => {
  if (value < 0n || value >= LIMIT) throw fault(field, `0x${value.toString(16)}`, 'below 2^48 bytes');
  return Number(value);
};

const imageOf = ({ textOffset, imageSize, flags, peHeader, fileSize }: ImageNumbers): Arm64Image => ({
  format: 'Image',
  fileSize,
  textOffset: imageSize === 0n ? OLD_TEXT_OFFSET : size('text_offset', textOffset),
  imageSize: size('image_size', imageSize),
  peHeader,
  ...imageFlags(flags),
});

const recorded = (record: Readonly<Record<string, unknown>>, field: string, fallback?: number): number => {
  const value = record[field] ?? fallback;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw fault(field, JSON.stringify(value) ?? 'missing', 'a whole number from 0 on');
};

/** The `Image` of arch/arm64/boot: what boot loaders, kexec_load and kexec_file_load take (spec 1.1 to 1.3). */
export const imageFormat: ImageFormat = {
  name: 'Image',
  recognise: (bytes) => (isImage(bytes) ? done : refuse('EINVAL', 'no "ARM\\x64" at offset 56')),
  parse: (bytes) => imageOf({ ...parseImageHeader(bytes), fileSize: bytes.length }),
  fromRecord: (record) =>
    imageOf({
      textOffset: BigInt(recorded(record, 'text_offset')),
      imageSize: BigInt(recorded(record, 'image_size')),
      flags: BigInt(recorded(record, 'flags')),
      peHeader: recorded(record, 'pe_header', 0),
      fileSize: recorded(record, 'file_size'),
    }),
  needs: (kernel) => kernelNeeds(requireArm64Image(kernel)),
};
