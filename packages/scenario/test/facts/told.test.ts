import type { ToldFacts } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import { buildRecord, buildWords, kernelFor, saidBefore } from '../../src/index.js';
import { toyFramework } from '../scenario/toy-architectures.js';

const framework = toyFramework();

const kernel = (said: readonly ToldFacts[], told: readonly ToldFacts[] = []) =>
  kernelFor(framework, { architecture: 'toy', said, record: { told: () => told } });

const capture = (release: string): ToldFacts => ({
  source: 'capture',
  where: 'uname -r',
  facts: { release },
});

describe('the kernel that answers', () => {
  it('is of the release that the record tells, unless the user says otherwise', () => {
    expect(kernel([], [capture('6.12.117')]).build.profile.name).toBe('linux-6.12');
    const said: ToldFacts = { source: 'user', where: '--profile', facts: { profile: 'linux-6.6' } };
    expect(kernel([said], [capture('6.12.117')]).build.profile.name).toBe('linux-6.6');
  });

  it('says in a line who it is and who told it', () => {
    expect(buildWords(kernel([]), [])).toBe('linux-6.1 (assumed: nobody told a release)');
    expect(buildWords(kernel([], [capture('6.12.117')]), ['release', 'defaultOnlineType'])).toBe(
      'linux-6.12 (release 6.12.117, from the capture), new memory stays offline (assumed)',
    );
    const option: ToldFacts = { source: 'user', where: '--release', facts: { release: '6.7.9' } };
    expect(buildWords(kernel([option]), [])).toBe('linux-6.6, the nearest to release 6.7.9 (--release)');
    const old: ToldFacts = { source: 'user', where: '--release', facts: { release: '5.15.0-91' } };
    expect(buildWords(kernel([old]), [])).toBe(
      'linux-5.15 (release 5.15.0-91, --release; by the source, not recorded)',
    );
    const named: ToldFacts = { source: 'user', where: '--profile', facts: { profile: 'linux-6.8' } };
    expect(buildWords(kernel([named], [capture('6.12.117')]), [])).toBe(
      'linux-6.8 (--profile; the release is 6.12.117, from the capture)',
    );
  });

  it.each(['5.16.2-91', '6.7.9', '6.17.1'])(
    'of release %s is answered for by the nearest, which warns',
    (release) => {
      const record = buildRecord(kernel([], [capture(release)]));
      expect(record).toMatchObject({ release, profile_fit: 'nearest' });
      expect(record.warning).toBe(
        `Linux ${release}: answered with the rules of ${record.profile}, the nearest known; what changed between them is not modelled`,
      );
    },
  );

  it('tells what changed between the version that answers and the release that was asked', () => {
    const changes = (release: string) =>
      (buildRecord(kernel([], [capture(release)])).changes ?? []).map(({ since }) => since);
    expect(changes('6.7.9')).toEqual(['6.7']);
    expect(changes('6.17.1')).toEqual(['6.16', '6.17']);
    expect(changes('6.12.117')).toEqual([]);
    expect(changes('2.6.32')).toEqual([]);
  });

  it('has its sources in JSON, by the names of the facts there', () => {
    const { sources, decided_by: decided } = buildRecord(kernel([], [capture('6.12.117')]), [
      'release',
      'vaBits',
    ]);
    expect(sources['release']).toEqual({ source: 'capture', where: 'uname -r' });
    expect(sources['default_online_type']).toEqual({ source: 'nobody' });
    expect(decided).toEqual(['release', 'va_bits']);
  });
});

describe('what is said first', () => {
  const scenario: readonly ToldFacts[] = [
    { source: 'user', where: 'profile', facts: { profile: 'linux-6.6' } },
    { source: 'user', where: 'machine.va-bits', facts: { vaBits: 48 } },
  ];

  it('of the version counts alone: a release is not answered by a profile that was said later', () => {
    const option: ToldFacts = { source: 'user', where: '--release', facts: { release: '6.12.117' } };
    const told = saidBefore([option], scenario);
    expect(told.map(({ facts }) => facts)).toEqual([{ release: '6.12.117' }, {}, { vaBits: 48 }]);
  });

  it('of something else leaves the version alone', () => {
    const option: ToldFacts = { source: 'user', where: '--page-size', facts: { pageSize: 4096 } };
    expect(saidBefore([option], scenario)).toEqual([option, ...scenario]);
  });
});
