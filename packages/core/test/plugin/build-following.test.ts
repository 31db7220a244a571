import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/contract/architecture.js';
import { followingBuilds } from '../../src/contract/build-following.js';
import { kernelBuild } from '../../src/contract/kernel-build.js';
import { KERNEL_PROFILES } from '../../src/contract/profile.js';

import { fakeArchitecture } from '../fake-architecture.js';

const builds = { pageSizes: [4096, 65_536], usual: () => ({ pageSize: 4096 }) };

const buildWith = (pageSize: number) =>
  kernelBuild({ ...fakeArchitecture(), builds }, [{ source: 'user', facts: { pageSize } }], KERNEL_PROFILES);

const { forBuild: _, ...base } = fakeArchitecture();
const architectureOf = followingBuilds(({ pageSize }) => ({
  ...base,
  memory: { ...base.memory, pageSize },
}));
const sound = architectureOf(buildWith(4096));

describe('an architecture that is made for each build', () => {
  it('has what follows from it', () => {
    expect(sound.forBuild!(buildWith(65_536)).memory.pageSize).toBe(65_536);
  });

  it('keeps what somebody put in place of a part, or took out, for every build', () => {
    const { crashKernel: _taken, ...rest } = sound;
    const derived: Architecture = { ...rest, notifiers: [] };
    const made = derived.forBuild!(buildWith(65_536));
    expect(made.notifiers).toBe(derived.notifiers);
    expect(made).not.toHaveProperty('crashKernel');
    expect(made.memory.pageSize).toBe(65_536);
    expect(made.forBuild!(buildWith(4096)).memory.pageSize).toBe(4096);
  });
});
