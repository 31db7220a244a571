import type { ResourceNames } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';
import { alignDown } from '@warmboot/address';

import { PMD_SIZE } from './layout.js';

/** The whole image, around its sections. */
export const KERNEL_IMAGE = 'Kernel image';
/** In the order of their addresses. arch/riscv/kernel/setup.c: add_kernel_resources */
export const KERNEL_SECTIONS = ['Kernel code', 'Kernel rodata', 'Kernel data', 'Kernel bss'] as const;

export const resourceNames: ResourceNames = {
  classify: (line, parent) =>
    line.name === KERNEL_IMAGE
      ? { flags: resources.BUSY_SYSTEM_RAM, desc: resources.DESC_NONE }
      : resources.classify(line, parent),
  kernelSections: KERNEL_SECTIONS,
  // The head of the image before `_text` is in no resource; images begin on a huge page.
  kernelBase: ([code]) => alignDown(code?.start ?? 0, PMD_SIZE),
};
