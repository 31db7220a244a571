import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { MiB, sizeOf } from '@warmboot/address';
import { Framework } from '@warmboot/core';
import { FormatError } from '@warmboot/format';
import { describe, expect, it } from 'vitest';
import { runTask } from '../src/campaign/run-task.js';
import type { Situation } from '../src/model/situation.js';
import { modelOf } from '../src/search/model.js';

const framework = new Framework([arm64, x86]);
const ON_ARM64 = { architecture: 'arm64', policies: ['none'] };

const situation = (change: Partial<Situation>): Situation => ({
  name: 'made up',
  story: '',
  devices: { dimm1: { blocks: 2 } },
  actors: [{ actor: 'loader', options: { within: 'boot' } }, { actor: 'hotplug' }],
  ...change,
});

const large = (change: Partial<Situation>): Situation =>
  situation({
    facts: { arm64: [{ source: 'user', facts: { pageSize: 64 * 1024 } }] },
    ...change,
  });

describe('devices in blocks are as large as the blocks of the kernel', () => {
  it.each([
    ['4 KiB pages', situation({}), 128 * MiB],
    ['64 KiB pages', large({}), 512 * MiB],
  ])('%s', (_, described, blockSize) => {
    const before = [{ plug: 'dimm1', online: 'online_movable' as const }];
    const { machine } = modelOf(framework, { ...described, before }, ON_ARM64, []).initial;
    expect(machine.memory.blockSize).toBe(blockSize);
    expect(sizeOf(machine.platform.dimms.get('dimm1')!.range)).toBe(2 * blockSize);
  });
});

describe('what was to be there before is there, or the situation is an error with the reason', () => {
  it('a device that is no whole number of blocks', () => {
    const wrong = large({ devices: { dimm1: { size: 256 * MiB } }, before: [{ plug: 'dimm1' }] });
    expect(() => modelOf(framework, wrong, ON_ARM64, [])).toThrow(FormatError);
    expect(() => modelOf(framework, wrong, ON_ARM64, [])).toThrow(/before: plug dimm1.*whole blocks of 512/);
  });

  it('a policy that keeps it from coming online', () => {
    const vetoing = new Framework([
      arm64,
      {
        name: 'no-online',
        description: 'a policy for this test',
        interfaceVersion: 1,
        register: (context) =>
          context.policy({
            name: 'no-online',
            summary: 'refuses every block',
            origin: 'this test',
            notifiers: [
              {
                name: 'no-online',
                priority: 0,
                notify: (_, { event }) => (event === 'MEM_GOING_ONLINE' ? 0x8002 : 0),
              },
            ],
          }),
      },
    ]);
    const wanted = situation({ before: [{ plug: 'dimm1', online: 'online_movable' }] });
    const choice = { architecture: 'arm64', policies: ['no-online'] };
    expect(() => modelOf(vetoing, wanted, choice, [])).toThrow(/before: online dimm1.*EPERM/);
  });
});

describe('a property about which nothing was asked is vacuous', () => {
  it('nobody asks for the device: an unused image blocks nothing because nothing is asked of it', () => {
    const told = (actors: Situation['actors']) =>
      runTask(
        { framework },
        {
          ...ON_ARM64,
          situation: situation({ before: [{ plug: 'dimm1', online: 'online_movable' }], actors }),
        },
      ).verdicts['unused-image-never-blocks'];
    const loader = { actor: 'loader', options: { within: 'boot' } };
    const hotplug = { actor: 'hotplug' };
    expect(told([loader, hotplug])).toEqual({ status: 'moot' });
    const platform = { actor: 'platform', options: { program: [{ eject: 'dimm1' }] } };
    expect(told([loader, platform, hotplug])).toEqual({ status: 'holds' });
  });
});
