import { describe, expect, it } from 'vitest';
import { GiB, MiB } from '@warmboot/address';
import { KERNEL_PROFILES, kernelBuild } from '@warmboot/core/plugin';
import { architecture } from '../src/index.js';

const of = (release: string) =>
  architecture.forBuild!(
    kernelBuild(architecture, [{ source: 'user', facts: { release } }], KERNEL_PROFILES),
  );

/** 3 GiB below 4 GiB and more above, of which the first 64 MiB are taken. */
const ram = [
  { start: 0, end: 3 * GiB },
  { start: 4 * GiB, end: 9 * GiB },
];
const free = [{ start: 64 * MiB, end: 3 * GiB }, ram[1]!];

const reserved = (release: string, words: string) =>
  of(release).crashKernel!.place(`crashkernel=${words}`, { ram, free }, 'architecture');

describe('kernels before 6.1, by the source', () => {
  it('a plain crashkernel= lies below 896 MiB before 5.2', () => {
    expect(reserved('4.18.0', '256M').region).toEqual({ start: 640 * MiB, end: 896 * MiB });
    expect(reserved('4.18.0', '1G').region).toBeUndefined();
    expect(reserved('5.4.0', '1G').region).toEqual({ start: 2 * GiB, end: 3 * GiB });
    expect(reserved('5.4.0', '4G').region).toEqual({ start: 5 * GiB, end: 9 * GiB });
  });

  it('and ,high anywhere in each', () => {
    expect(reserved('4.18.0', '1G,high').region).toEqual({ start: 8 * GiB, end: 9 * GiB });
  });

  it('bare metal has blocks of 2 GiB whatever its memory ends at, since 5.9', () => {
    const bootRam = [{ start: 0, end: 65 * GiB }];
    const size = (release: string) => of(release).memory.blockSize({ bootRam, hypervisor: false });
    expect([size('5.4.0'), size('5.10.0')]).toEqual([GiB, 2 * GiB]);
  });
});
