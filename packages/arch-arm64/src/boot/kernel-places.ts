import { commandLine, type crashKernel } from '@warmboot/core/plugin';
import { alignUp, KiB, sizeOf } from '@warmboot/address';

import { EFI_MEMORY_MAP_FILE } from '../facts/layout.js';

/** EFI_KIMG_ALIGN of a relocatable kernel, whatever its pages. asm/efi.h */
const STEP = 64 * KiB;

/**
 * Where the stub of EFI may put a kernel: anywhere in free memory, where firmware has random numbers
 * (drivers/firmware/efi/libstub/arm64-stub.c, randomalloc.c). Other boot loaders choose a place of their own, always the
 * same, and so does kexec.
 * @returns undefined where the kernel is not moved, or there is no room for it anywhere
 */
export const kernelPlaces = ({
  cmdline,
  ram,
  image,
  files,
  loadedAt,
}: crashKernel.PlaceQuestion): crashKernel.Places | undefined => {
  const byStub = files.has(EFI_MEMORY_MAP_FILE) && loadedAt === undefined;
  if (commandLine.has(cmdline, 'nokaslr') || !byStub) return undefined;
  const size = sizeOf(image);
  const runs = ram.flatMap(({ start, end }) => {
    const first = alignUp(start, STEP);
    const count = Math.floor((end - first - size) / STEP) + 1;
    return count > 0 ? [{ first, count, step: STEP }] : [];
  });
  return runs.length === 0
    ? undefined
    : {
        size,
        runs,
        chosenBy: 'the stub of EFI puts the kernel',
        provided: 'where the firmware has random numbers for it (EFI_RNG_PROTOCOL)',
      };
};
