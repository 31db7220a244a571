import type { KernelProfile } from '@warmboot/core';
import { linux610 } from '@warmboot/core';

/** What versions of Linux do differently on riscv64. Algorithms read these facts and never a version. */
export interface KernelFacts {
  /** The linear map begins at the kernel's own image, so that RAM below it is given up (until 6.4). */
  readonly losesMemoryBelowItself: boolean;
  /** Image formats that kexec_file_load takes: ELF alone until 6.16. */
  readonly fileLoadFormats: readonly string[];
  /** Memory can be added and removed while the kernel runs (6.11). */
  readonly memoryHotplug: boolean;
}

const linux61: KernelFacts = {
  losesMemoryBelowItself: true,
  fileLoadFormats: ['ELF'],
  memoryHotplug: false,
};

const linux64: KernelFacts = { ...linux61, losesMemoryBelowItself: false };
const linux611: KernelFacts = { ...linux64, memoryHotplug: true };
const linux616: KernelFacts = { ...linux611, fileLoadFormats: ['ELF', 'Image'] };

/** In the order of the versions since which they hold. */
const HISTORY: readonly (readonly [major: number, minor: number, facts: KernelFacts])[] = [
  [6, 1, linux61],
  [6, 4, linux64],
  [6, 11, linux611],
  [6, 16, linux616],
];

const NAME = /^linux-(\d+)\.(\d+)$/;

/** The facts of a profile by its name, `linux-6.8`; those of Linux 6.1 for any other name. */
export const factsOf = (profile: KernelProfile | undefined): KernelFacts => {
  const [, major, minor] = NAME.exec(profile?.name ?? '') ?? [];
  if (major === undefined || minor === undefined) return linux61;
  const known = HISTORY.findLast(
    ([a, b]) => a < Number(major) || (a === Number(major) && b <= Number(minor)),
  );
  return known?.[2] ?? linux61;
};

/** Versions that the model does not bring, and in which riscv64 changed. Other architectures see in them what they see in 6.10. */
export const PROFILES: readonly KernelProfile[] = [
  { ...linux610, name: 'linux-6.11' },
  { ...linux610, name: 'linux-6.16' },
];
