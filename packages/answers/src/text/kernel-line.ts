import type { BuildFact, Kernel } from '@warmboot/core';
import { buildWords } from '@warmboot/scenario';

/** `kernel  linux-6.12 (release 6.12.117, from the capture), 64 KiB pages (capture)`: who answers, and what decided it. */
export const kernelLine = (kernel: Kernel, decisive: readonly BuildFact[]): string =>
  `kernel  ${buildWords(kernel, decisive)}`;
