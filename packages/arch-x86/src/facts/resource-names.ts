import type { ResourceNames } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

/** Sections of the running kernel, in the order of their addresses (spec 2.4). */
export const KERNEL_CODE = 'Kernel code';
const KERNEL_RODATA = 'Kernel rodata';
const KERNEL_DATA = 'Kernel data';
export const KERNEL_BSS = 'Kernel bss';

/** x86 names its memory as e820 types it; every name has one meaning on all architectures. */
export const resourceNames: ResourceNames = {
  classify: resources.classify,
  kernelSections: [KERNEL_CODE, KERNEL_RODATA, KERNEL_DATA, KERNEL_BSS],
  // `Kernel code` begins with `_text`, the first byte of the image (kernel/setup.c: code_resource).
  kernelBase: (sections) => sections[0]?.start ?? 0,
};
