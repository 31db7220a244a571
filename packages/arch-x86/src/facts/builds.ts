import type { BuildRange } from '@warmboot/core/plugin';
import { PAGE_SIZE } from './layout.js';

/** Kernels that can be built for x86_64: pages have one size, and only four levels of page tables are modelled. */
export const builds: BuildRange = {
  pageSizes: [PAGE_SIZE],
  usual: () => ({}),
  reads: ['crashHotplug'],
};
