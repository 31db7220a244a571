import type { ResourceNames } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

/** In the order of their addresses. arch/loongarch/kernel/setup.c: resource_init */
export const KERNEL_SECTIONS = ['Kernel code', 'Kernel data', 'Kernel bss'] as const;

export const resourceNames: ResourceNames = {
  classify: resources.classify,
  kernelSections: KERNEL_SECTIONS,
  // `_text` is the head of the image.
  kernelBase: ([code]) => code?.start ?? 0,
};
