import { rangeAt, sizeOf } from '@warmboot/address';
import type { Architecture } from '../contract/architecture.js';
import type { BootedKernel } from '../contract/early-boot.js';
import type { KernelConfig } from '../contract/kernel-build.js';
import type { InitrdImage, KernelSection } from '../image/kernel-image.js';
import type { StartingKernel } from './memory-need.js';

/** What there is beside what early boot found. */
export interface StartedWith {
  /** Sections of the kernel that starts, where they are known. */
  readonly sections: readonly KernelSection[];
  readonly initrd: InitrdImage | undefined;
  /** Nobody told which kernel it is: it is reckoned to be as large as the one that the footprint was measured on. */
  readonly kernelIsAssumed?: boolean;
}

/** A kernel that starts, for questions of its memory; undefined where the architecture does not tell what its kernels take. */
export const startingKernel = (
  { footprint, memory }: Architecture,
  { cmaSize }: Pick<KernelConfig, 'cmaSize'>,
  booted: BootedKernel,
  { sections, initrd, kernelIsAssumed = false }: StartedWith,
): StartingKernel | undefined => {
  const { cmdline, ram, reach, usable = ram, image, reserved = [], crashRegion, crashLowRegion } = booted;
  if (footprint === undefined || image === undefined) return undefined;
  const size = kernelIsAssumed ? Math.max(sizeOf(image), footprint.imageSize) : sizeOf(image);
  const kept = sections.reduce((bytes, section) => bytes + sizeOf(section), 0);
  return {
    cmdline,
    ram,
    reach: reach ?? ram.at(-1)?.end ?? 0,
    usable,
    image: rangeAt(image.start, size),
    imageBasis: kernelIsAssumed || booted.imageIsEstimate === true ? 'estimate' : 'exact',
    reserved: [...reserved, ...[crashRegion, crashLowRegion].filter((region) => region !== undefined)],
    givenBack: kept === 0 || kernelIsAssumed ? 0 : Math.max(0, sizeOf(image) - kept),
    initrd,
    cmaSize,
    footprint,
    geometry: memory,
  };
};
