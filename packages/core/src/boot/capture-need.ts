import type { AddressRange } from '@warmboot/address';
import { rangeAt } from '@warmboot/address';
import type { Architecture } from '../contract/architecture.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import type { InitrdImage, KernelImage } from '../image/kernel-image.js';
import type { MemoryNeed } from '../memory/memory-need.js';
import { memoryNeed } from './memory-need.js';

/** What would run in a region that is set aside. */
export interface CaptureQuestion {
  /** The regions that a capture kernel would see, ascending. */
  readonly regions: readonly AddressRange[];
  readonly cmdline: string;
  /** Files of the machine, for what the firmware's tables say of its memory. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** The kernel; the one that the architecture's footprint was measured on where absent. */
  readonly kernel?: KernelImage | undefined;
  readonly initrd?: InitrdImage | undefined;
}

/**
 * What a capture kernel has and needs in a region, before anything is loaded there; undefined for an architecture that
 * does not tell what its kernels need.
 */
export const captureNeed = (
  { footprint, memory }: Architecture,
  { cmaSize }: Pick<KernelConfig, 'cmaSize'>,
  { regions, cmdline, files, kernel, initrd }: CaptureQuestion,
): MemoryNeed | undefined => {
  const home = regions.at(-1);
  if (footprint === undefined || home === undefined) return undefined;
  const size = kernel === undefined ? footprint.imageSize : footprint.imageSizeOf(kernel);
  return memoryNeed({
    cmdline,
    ram: regions,
    reach: Math.max(home.end, (files && footprint.tablesReach?.(files, cmdline)) ?? 0),
    usable: regions,
    image: rangeAt(home.start, size),
    imageBasis: 'estimate',
    reserved: [],
    givenBack: 0,
    initrd,
    cmaSize,
    footprint,
    geometry: memory,
  });
};
