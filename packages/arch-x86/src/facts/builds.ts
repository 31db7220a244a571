import type { BuildRange } from '@warmboot/core/plugin';
import { changes } from './kernel-versions.js';
import { PAGE_SIZE } from './layout.js';

/** INIT_PGD_PAGE_COUNT: a page for each level of a table, twice, and twice more where memory is randomised. mm/init.c */
const earlyTablePages = (fiveLevels: boolean, randomised: boolean): number =>
  (randomised ? 4 : 2) * (fiveLevels ? 4 : 3);

/** Kernels that can be built for x86_64: pages have one size, and only four levels of page tables are modelled. */
export const builds: BuildRange = {
  pageSizes: [PAGE_SIZE],
  usual: () => ({ kexecSig: 'checked' }),
  changes,
  reads: ['crashHotplug'],
  options: ['X86_5LEVEL', 'RANDOMIZE_MEMORY'],
  fromConfig: (config) => {
    const [levels, randomised] = ['X86_5LEVEL', 'RANDOMIZE_MEMORY'].map((name) => config.get(name));
    return levels === undefined || randomised === undefined
      ? {}
      : { earlyTablePages: earlyTablePages(levels === 'y', randomised === 'y') };
  },
};
