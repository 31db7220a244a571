import type { ResourceNames } from '@warmboot/core';
import { alignDown, BUSY_SYSTEM_RAM, classifyLinuxName, IORES_DESC_NONE } from '@warmboot/core';
import { PMD_SIZE } from './layout.js';

/** The whole image, around its sections. */
export const KERNEL_IMAGE = 'Kernel image';
/** In the order of their addresses. arch/riscv/kernel/setup.c: add_kernel_resources */
export const KERNEL_SECTIONS = ['Kernel code', 'Kernel rodata', 'Kernel data', 'Kernel bss'] as const;

export const resourceNames: ResourceNames = {
  classify: (line, parent) =>
    line.name === KERNEL_IMAGE
      ? { flags: BUSY_SYSTEM_RAM, desc: IORES_DESC_NONE }
      : classifyLinuxName(line, parent),
  kernelSections: KERNEL_SECTIONS,
  // The head of the image before `_text` is in no resource; images begin on a huge page.
  kernelBase: ([code]) => alignDown(code?.start ?? 0, PMD_SIZE),
};
