import { describe, expect, it } from 'vitest';
import { GiB, KiB, MiB } from '@warmboot/address';
import { KERNEL_PROFILES, kernelBuild } from '@warmboot/core/plugin';
import { architecture } from '../src/index.js';

/** arm64 of a release, with pages of so many KiB. */
const of = (release: string, pageSize = 4) => {
  const facts = { release, pageSize: pageSize * KiB };
  return architecture.forBuild!(kernelBuild(architecture, [{ source: 'user', facts }], KERNEL_PROFILES));
};

/** 16 GiB at 1 GiB, nothing of it taken. */
const ram = [{ start: GiB, end: 17 * GiB }];

const reserved = (release: string, words: string) =>
  of(release).crashKernel!.place(`crashkernel=${words}`, { ram, free: ram }, 'architecture');

describe('kernels before 6.1, by the source', () => {
  it.each([
    ['5.10.200', 4, GiB],
    ['5.10.200', 64, GiB],
    ['5.15.100', 4, 128 * MiB],
    ['5.14.0', 64, 512 * MiB],
  ])('SECTION_SIZE_BITS: %s with pages of %i KiB has blocks of %i bytes', (release, pages, size) => {
    const { memory } = of(release, pages);
    expect(memory.sectionSize).toBe(size);
    expect(memory.blockSize({ bootRam: ram, hypervisor: false })).toBe(size);
  });

  it.each([
    ['5.15.100', undefined],
    ['6.1.0', 16 * GiB],
  ])('%s: crashkernel=1G,high is at %s', (release, start) => {
    expect(reserved(release, '1G,high').region?.start).toBe(start);
    expect(reserved(release, '1G').region).toEqual({ start: 3 * GiB, end: 4 * GiB });
  });

  it('memory leaves since 5.7', () => {
    expect(of('5.4.100').memory.removesMemory).toBe(false);
    expect(of('5.10.200').memory.removesMemory).toBeUndefined();
  });

  it('memory is added, and files are loaded, since 5.0', () => {
    const config = (release: string) =>
      kernelBuild(architecture, [{ source: 'user', facts: { release } }], KERNEL_PROFILES).config;
    expect(config('4.18.0-553')).toMatchObject({ acpiHotplugMemory: false, kexecFile: false });
    expect(config('5.4.0')).toMatchObject({ acpiHotplugMemory: true, kexecFile: true });
  });
});
