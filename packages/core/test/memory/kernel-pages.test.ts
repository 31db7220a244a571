import { describe, expect, test } from 'vitest';
import { kernelFree, kernelPagesOf, takeKernelPages } from '../../src/memory/kernel-pages.js';
import type { MemoryState } from '../../src/memory/state.js';
import { emptyZone, MOVABLE, NORMAL } from '../../src/memory/zone.js';

const MIB = 2 ** 20;
const PAGES = MIB / 4096;

const memory = (normal: number, movable = 0): MemoryState =>
  ({
    pageSize: 4096,
    zones: [
      { ...emptyZone(0, NORMAL), present: normal * PAGES },
      { ...emptyZone(0, MOVABLE), present: movable * PAGES },
    ],
  }) as unknown as MemoryState;

describe('what the kernel can allocate', () => {
  const start = memory(256);
  const known = { ...start, kernelPages: kernelPagesOf(start, 100 * MIB) };
  const now = (normal: number, movable = 0) =>
    kernelFree({ ...memory(normal, movable), kernelPages: known.kernelPages });

  test('core R2.35: is what there was, and what kernel zones gained or lost since', () => {
    expect(now(256)).toBe(100 * MIB);
    expect(now(256 + 128)).toBe(228 * MIB);
    expect(now(256 - 64)).toBe(36 * MIB);
  });

  test('core R2.35: nothing of a movable zone', () => {
    expect(now(256, 1024)).toBe(100 * MIB);
  });

  test('what is taken comes back', () => {
    const taken = takeKernelPages(known, 30 * MIB);
    expect(kernelFree(taken)).toBe(70 * MIB);
    expect(takeKernelPages(taken, -30 * MIB)).toEqual(known);
  });

  test('is not known where nobody told', () => {
    expect(kernelFree(start)).toBeUndefined();
    expect(takeKernelPages(start, MIB)).toBe(start);
  });
});
