import { alignDown, alignUp, MiB } from '@warmboot/address';
import type { KernelSection } from '@warmboot/core/plugin';
import type { BzImage } from '../facts/image.js';
import { LARGE_PAGE, PAGE_SIZE } from '../facts/layout.js';
import { resourceNames } from '../facts/resource-names.js';

/**
 * Sections are not in the header. These shares are those of a small kernel, which ends at five sixths of what the
 * decompressor needs; text, read-only data and data begin at multiples of 2 MiB (kernel/vmlinux.lds.S).
 */
export const sectionsOf = ({ header }: BzImage): KernelSection[] => {
  const end = alignDown(Math.floor(((header.initSize ?? 16 * MiB) * 5) / 6), LARGE_PAGE);
  const upTo = (share: number): number => alignUp(Math.round(end * share), PAGE_SIZE);
  const bounds = [
    [0, upTo(0.43)],
    [alignUp(upTo(0.43), LARGE_PAGE), upTo(0.63)],
    [alignUp(upTo(0.63), LARGE_PAGE), upTo(0.76)],
    [upTo(0.88), end],
  ] as const;
  return resourceNames.kernelSections.map((name, index) => {
    const [start, stop] = bounds[index] ?? [end, end];
    return { name, start, end: Math.max(start, stop) };
  });
};
