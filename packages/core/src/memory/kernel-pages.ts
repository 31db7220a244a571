import { kernelZones } from './kernel-zones.js';
import type { KernelPages, MemoryState } from './state.js';

const presentPages = (memory: Pick<MemoryState, 'zones'>): number =>
  kernelZones(memory).reduce((pages, { present }) => pages + present, 0);

/** @param free bytes that the kernel can allocate now */
export const kernelPagesOf = (memory: Pick<MemoryState, 'zones'>, free: number): KernelPages => ({
  free,
  present: presentPages(memory),
});

/**
 * Bytes that the kernel can allocate now, pages of a loaded image not taken off: blocks that went online in kernel zones
 * since gave their pages, those that left took theirs. undefined where nobody told how much there was.
 */
export const kernelFree = (
  memory: Pick<MemoryState, 'zones' | 'pageSize' | 'kernelPages'>,
): number | undefined => {
  const { kernelPages, pageSize } = memory;
  return kernelPages && kernelPages.free + (presentPages(memory) - kernelPages.present) * pageSize;
};

/** @param bytes taken from what the kernel can allocate; below 0 for what is given back */
export const takeKernelPages = (memory: MemoryState, bytes: number): MemoryState =>
  memory.kernelPages === undefined || bytes === 0
    ? memory
    : { ...memory, kernelPages: { ...memory.kernelPages, free: memory.kernelPages.free - bytes } };
