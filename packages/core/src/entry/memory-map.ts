/**
 * What pages cost: the memory map, and tables of pages; and where the kernel may have some of its own.
 *
 * @module
 */
export { hugePageSize } from '../memory/huge-page.js';
export { isKernelZone } from '../memory/kernel-zones.js';
export { memmapSize, presentSections } from '../memory/memmap.js';
export type { KernelHold } from '../hotplug/kernel-hold.js';
export { kernelHolds } from '../hotplug/kernel-hold.js';
