import { alignDown, alignUp } from '@warmboot/address';
import type { KernelSection } from '@warmboot/core/plugin';
import type { Arm64Image } from '../facts/image.js';
import { HEAD_SIZE, type Layout } from '../facts/layout.js';
import { KERNEL_CODE, KERNEL_DATA } from '../facts/resource-names.js';

/**
 * Sections are not in the header. These shares are those of a small kernel: the head, text and read-only data up to
 * 70%, init code and data up to 82%, then data and BSS; all in the 64 KiB units of the linker script.
 */
export const sectionsOf = ({ imageSize }: Arm64Image, { headSize }: Layout): KernelSection[] => {
  const unit = HEAD_SIZE;
  const textEnd = Math.max(2 * unit, alignDown(Math.floor(imageSize * 0.7), unit));
  const dataStart = Math.max(textEnd, alignUp(Math.floor(imageSize * 0.82), unit));
  return [
    { name: KERNEL_CODE, start: headSize, end: textEnd },
    { name: KERNEL_DATA, start: dataStart, end: imageSize },
  ];
};
