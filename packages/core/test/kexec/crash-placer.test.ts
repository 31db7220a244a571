import { describe, expect, it } from 'vitest';
import { GiB, MiB } from '@warmboot/address';
import { crashKernel, memblocks } from '@warmboot/core/plugin';

const memory = { ram: [{ start: 0, end: 8 * GiB }], free: [{ start: GiB, end: 8 * GiB }] };

const shared = {
  align: 2 * MiB,
  lowMax: () => 4 * GiB,
  highMax: () => 8 * GiB,
  defaultLow: 128 * MiB,
};

describe('crashkernel= of an architecture', () => {
  const own = { region: { start: 0, end: 1 }, low: undefined, log: [] };

  it('core 6.1, 6.3: is placed by its own rules before 6.7, and by those that all share since', () => {
    const placer = crashKernel.placer({ ...shared, legacy: () => own });
    expect(placer.place('crashkernel=64M', memory, 'architecture')).toBe(own);
    expect(placer.place('crashkernel=64M', memory, 'generic').region).toEqual({
      start: 4 * GiB - 64 * MiB,
      end: 4 * GiB,
    });
  });

  it('has no rules of its own where the architecture came later', () => {
    const placer = crashKernel.placer(shared);
    expect(placer.place('crashkernel=64M', memory, 'architecture')).toEqual(
      placer.place('crashkernel=64M', memory, 'generic'),
    );
  });

  it('may have limits that hang on the memory', () => {
    const placer = crashKernel.placer({ ...shared, lowMax: ({ ram }) => ram[0]!.end / 4 });
    expect(placer.lowMax(memory)).toBe(2 * GiB);
    expect(placer.place('crashkernel=64M', memory, 'generic').region?.end).toBe(2 * GiB);
  });
});

describe('memblock_phys_alloc_range() from the top', () => {
  const free = [
    { start: 0, end: 4 * MiB },
    { start: GiB, end: GiB + 5 * MiB },
  ];

  it('takes the highest place that fits between the bounds, aligned downwards', () => {
    expect(memblocks.findFromTop(free, MiB, 2 * MiB)).toBe(GiB + 4 * MiB);
    expect(memblocks.findFromTop(free, 2 * MiB, 2 * MiB)).toBe(GiB + 2 * MiB);
    expect(memblocks.findFromTop(free, MiB, 2 * MiB, { to: GiB })).toBe(2 * MiB);
    expect(memblocks.findFromTop(free, MiB, 2 * MiB, { from: 3 * MiB, to: GiB })).toBeUndefined();
  });

  it('leaves the first page of memory alone', () => {
    expect(memblocks.findFromTop(free, 3 * MiB, 2 * MiB, { to: GiB })).toBeUndefined();
  });
});
