import { profileOfRelease } from '@warmboot/core';
import { KERNEL_PROFILES, kernelBuild } from '@warmboot/core/plugin';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';

const subject = {
  name: 'toy',
  memory: { pageSize: 4096, keepsMemblock: true },
  builds: {
    pageSizes: [4096, 65536],
    vaBits: (pageSize: number) => (pageSize === 4096 ? [39, 48] : [42, 48]),
    usual: () => ({ vaBits: 48 }),
  },
};

describe('a kernel build is a value whose facts say who told them', () => {
  it('believes the user before a capture, and a capture before what distributions ship', () => {
    const build = kernelBuild(
      subject,
      [
        { source: 'capture', where: 'config', facts: { pageSize: 65536, vaBits: 42 } },
        { source: 'user', where: '--va-bits', facts: { vaBits: 48 } },
      ],
      KERNEL_PROFILES,
    );
    expect(build).toMatchObject({ pageSize: 65536, vaBits: 48, vaBitsInUse: 48 });
    expect(build.sources.get('pageSize')).toEqual({ source: 'capture', where: 'config' });
    expect(build.sources.get('vaBits')).toEqual({ source: 'user', where: '--va-bits' });
    expect(build.sources.get('defaultOnlineType')?.source).toBe('nobody');
  });

  it('has the habits of distributions where nobody told', () => {
    const build = kernelBuild(subject, [], KERNEL_PROFILES);
    expect(build).toMatchObject({ pageSize: 4096, vaBits: 48, profileFit: 'exact', release: undefined });
    expect(build.sources.get('vaBits')?.source).toBe('distribution');
  });

  it('refuses what no kernel of the architecture has', () => {
    const told = (facts: object) => () => kernelBuild(subject, [{ source: 'user', facts }], KERNEL_PROFILES);
    expect(told({ pageSize: 16384 })).toThrow(FormatError);
    expect(told({ pageSize: 16384 })).toThrow('the page size is 16 KiB; allowed: 4 KiB, 64 KiB on toy');
    expect(told({ vaBits: 42 })).toThrow('allowed: 39, 48 on toy with pages of 4 KiB');
    expect(told({ vaBits: 39, vaBitsInUse: 48 })).toThrow('in use is 48; allowed: at most the 39');
    expect(told({ release: 'bookworm' })).toThrow('allowed: what begins with a version');
  });
});

describe('a fact that cannot be', () => {
  it('is refused at the place where somebody told it', () => {
    const told = {
      source: 'user',
      file: 'story.yaml',
      where: 'machine.page-size',
      facts: { pageSize: 16384 },
    } as const;
    expect(() => kernelBuild(subject, [told], KERNEL_PROFILES)).toThrow(
      'story.yaml: kernel build: the page size is 16 KiB (machine.page-size); allowed: 4 KiB, 64 KiB on toy',
    );
  });

  it('gives way to one that is trusted more: no more bits are in use than the user says were built', () => {
    const build = kernelBuild(
      subject,
      [
        { source: 'trace', facts: { vaBits: 48, vaBitsInUse: 48 } },
        { source: 'user', facts: { vaBits: 39 } },
      ],
      KERNEL_PROFILES,
    );
    expect(build).toMatchObject({ vaBits: 39, vaBitsInUse: 39 });
  });
});

describe('a release picks its profile', () => {
  it.each([
    ['6.1.192', 'linux-6.1', 'exact'],
    ['6.12.117-1-arm64', 'linux-6.12', 'exact'],
    ['6.7.9', 'linux-6.6', 'nearest'],
    ['5.15.0-91-generic', 'linux-5.15', 'exact'],
    ['5.19.17', 'linux-5.15', 'nearest'],
    ['4.18.0-553.el8', 'linux-4.18', 'exact'],
    ['4.15.0-213-generic', 'linux-4.18', 'nearest'],
    ['6.17.1', 'linux-6.12', 'nearest'],
  ])('%s: %s, %s', (release, name, fit) => {
    expect(profileOfRelease(release, KERNEL_PROFILES)).toMatchObject({ profile: { name }, fit });
  });
});
