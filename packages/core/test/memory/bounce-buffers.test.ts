import { describe, expect, test } from 'vitest';
import { GiB, KiB, MiB } from '@warmboot/address';
import { bounceBuffers } from '../../src/boot/bounce-buffers.js';

const ROOM = [{ start: MiB, end: 256 * MiB }];

describe('core R6.25: memory below 4 GiB for devices that reach no further', () => {
  test('is set aside where memory is expected above 4 GiB', () => {
    expect(bounceBuffers('', 4 * GiB, ROOM)).toBe(0);
    expect(bounceBuffers('', 4 * GiB + 1, ROOM)).toBe(64 * MiB);
  });

  test('goes where there is room for it in one piece, below 4 GiB, or is done without', () => {
    const [small, high] = [
      { start: 0, end: 64 * MiB - 1 },
      { start: 8 * GiB, end: 9 * GiB },
    ];
    expect(bounceBuffers('', 9 * GiB, [small, small])).toBe(0);
    expect(bounceBuffers('', 9 * GiB, [small, high])).toBe(0);
    expect(bounceBuffers('', 9 * GiB, [{ start: 4 * GiB - 64 * MiB, end: 5 * GiB }])).toBe(64 * MiB);
  });

  test('swiotlb= says how many slabs of 2 KiB, in whole segments of 128', () => {
    expect(bounceBuffers('swiotlb=16384', 8 * GiB, ROOM)).toBe(32 * MiB);
    expect(bounceBuffers('swiotlb=1', 8 * GiB, ROOM)).toBe(256 * KiB);
    expect(bounceBuffers('swiotlb=0x4000,2,force', GiB, ROOM)).toBe(32 * MiB);
  });

  test('force has them where nothing needs them, noforce nowhere', () => {
    expect(bounceBuffers('swiotlb=force', GiB, ROOM)).toBe(64 * MiB);
    expect(bounceBuffers('swiotlb=noforce', 8 * GiB, ROOM)).toBe(0);
  });
});
