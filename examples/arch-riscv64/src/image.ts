import type { ImageFormat, KernelImage } from '@warmboot/core/plugin';
import { done, refuse } from '@warmboot/core/plugin';
import { isPowerOfTwo } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { isImage, parseImageHeader } from './image-header.js';
import { PAGE_SIZE } from './layout.js';

/** A riscv64 Image as its loaders see it. Sizes in bytes. */
export interface RiscvImage extends KernelImage {
  readonly format: 'Image';
  /** The image lies at a multiple of this. */
  readonly textOffset: number;
  /** What it needs at its place, BSS included; 0 where the header does not say, and then nothing loads it. */
  readonly imageSize: number;
  readonly bigEndian: boolean;
  /** File offset of the PE header, 0 without an EFI stub. */
  readonly peHeader: number;
}

export const isRiscvImage = (kernel: KernelImage): kernel is RiscvImage => kernel.format === 'Image';

/** An image of another format would have been refused before: this states it. @throws TypeError */
export const requireRiscvImage = (kernel: KernelImage): RiscvImage => {
  if (isRiscvImage(kernel)) return kernel;
  throw new TypeError(`riscv64 loads kernels of format Image, not ${kernel.format}`);
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'riscv64 Image', field, found, allowed });

const size = (field: string, value: bigint): number => {
  if (value < 1n << 48n) return Number(value);
  throw fault(field, `0x${value.toString(16)}`, 'below 2^48 bytes');
};

const alignment = (value: number): number => {
  if (value >= PAGE_SIZE && isPowerOfTwo(value)) return value;
  throw fault('text_offset', `0x${value.toString(16)}`, 'a power of two, at least a page');
};

const recorded = (record: Readonly<Record<string, unknown>>, field: string, fallback?: number): number => {
  const value = record[field] ?? fallback;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw fault(field, JSON.stringify(value) ?? 'missing', 'a whole number from 0 on');
};

/** The `Image` of arch/riscv/boot. */
export const imageFormat: ImageFormat = {
  name: 'Image',
  recognise: (bytes) =>
    isImage(bytes) ? done : refuse('EINVAL', 'no header of version 0.2 with "RSC\\x05" at offset 56'),
  parse: (bytes): RiscvImage => {
    const { textOffset, imageSize, flags, peHeader } = parseImageHeader(bytes);
    return {
      format: 'Image',
      fileSize: bytes.length,
      textOffset: alignment(size('text_offset', textOffset)),
      imageSize: size('image_size', imageSize),
      bigEndian: (flags & 1n) !== 0n,
      peHeader,
    };
  },
  fromRecord: (record): RiscvImage => ({
    format: 'Image',
    fileSize: recorded(record, 'file_size'),
    textOffset: alignment(recorded(record, 'text_offset')),
    imageSize: recorded(record, 'image_size'),
    bigEndian: (recorded(record, 'flags', 0) & 1) !== 0,
    peHeader: recorded(record, 'pe_header', 0),
  }),
};
