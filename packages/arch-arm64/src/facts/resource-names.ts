import type { ClassifyResource, ResourceNames } from '@warmboot/core/plugin';
import { resources } from '@warmboot/core/plugin';

import { requireArm64Image } from './image.js';

/** Sections of the running kernel: text, then everything from `_sdata` to `_end` (spec 2.1). */
export const KERNEL_CODE = 'Kernel code';
/** What /proc/iomem calls the kernel's data, BSS included. */
export const KERNEL_DATA = 'Kernel data';

/**
 * arm64 differs from the other architectures in one point: the kernel's sections are System RAM but not busy,
 * so walks over busy System RAM do not see them (spec 2.1, step 2).
 */
const classify: ClassifyResource = (line, parent) =>
  line.name === KERNEL_CODE || line.name === KERNEL_DATA
    ? { flags: resources.SYSTEM_RAM, desc: resources.DESC_NONE }
    : resources.classify(line, parent);

/** The names of /proc/iomem on arm64 (spec 6). */
export const resourceNames: ResourceNames = {
  classify,
  kernelSections: [KERNEL_CODE, KERNEL_DATA],
  // The head of the image before `_stext` is in no resource, but its size says where `_text` is: _end - image_size.
  kernelBase: (sections, kernel) => {
    const end = sections.at(-1)?.end ?? 0;
    return Math.max(0, end - requireArm64Image(kernel).imageSize);
  },
};
