import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import type { Situation } from '../src/model/situation.js';
import { PROPERTIES } from '../src/properties/catalogue.js';
import type { Model } from '../src/search/model.js';
import { modelOf } from '../src/search/model.js';
import { replay } from '../src/search/replay.js';
import type { SearchResult } from '../src/search/search.js';
import { search } from '../src/search/search.js';
import { alikeSituation } from './alike-situations.js';

const framework = new Framework([arm64, x86]);
const POLICIES = framework.policies.all().map(({ name }) => name);

const choiceFor = (seed: number) => ({
  architecture: seed % 2 === 0 ? 'arm64' : 'x86_64',
  policies: [POLICIES[seed % POLICIES.length]!],
});

const modelFor = (seed: number, symmetry: boolean) =>
  modelOf(framework, alikeSituation(seed), { ...choiceFor(seed), symmetry }, PROPERTIES);

const kindsOf = ({ symmetries = [] }: Model) => new Set(symmetries.map(({ of }) => of));

/** What the verdicts say, with each step of their stories. */
const said = ({ verdicts }: SearchResult): Record<string, unknown> =>
  Object.fromEntries(
    [...verdicts].map(([name, verdict]) => [
      name,
      verdict.status === 'violated' ? verdict.path : verdict.status,
    ]),
  );

describe('what is alike is looked at once', () => {
  let [whole, part, devices, actors] = [0, 0, 0, 0];
  it.each(Array.from({ length: 20 }, (_, ten) => 10 * ten))(
    'ten generated situations from %i on: the same verdicts and stories, and each can be played',
    (from) => {
      for (let seed = from; seed < from + 10; seed += 1) {
        const model = modelFor(seed, true);
        const all = search(modelFor(seed, false));
        const some = search(model);
        expect([seed, all.complete, some.complete]).toEqual([seed, true, true]);
        expect([seed, said(some)]).toEqual([seed, said(all)]);
        for (const verdict of some.verdicts.values())
          if (verdict.status === 'violated')
            expect(replay(model, verdict.path)).toHaveLength(verdict.path.length);
        whole += all.states;
        part += some.states;
        devices += Number(kindsOf(model).has('devices'));
        actors += Number(kindsOf(model).has('actors'));
      }
    },
  );

  it('and much is alike: devices in some, actors in others, and a quarter of all states is left out', () => {
    expect([devices > 40, actors > 60]).toEqual([true, true]);
    expect(part).toBeLessThan(0.75 * whole);
  });
});

describe('what is taken for alike', () => {
  const devices = ['dimm1', 'dimm2', 'dimm3'];
  const situation: Situation = {
    name: 'three boards',
    story: 'made up',
    devices: Object.fromEntries(devices.map((id) => [id, { blocks: 1 }])),
    before: devices.map((plug) => ({ plug, online: 'online_movable' })),
    actors: [
      { actor: 'loader', options: { within: 'dimm1' } },
      ...devices.map((eject) => ({
        actor: 'platform',
        name: `board of ${eject}`,
        options: { program: [{ eject }] },
      })),
      { actor: 'hotplug' },
      { actor: 'exec', name: 'one' },
      { actor: 'exec', name: 'another' },
    ],
  };
  const symmetriesOf = (change: Partial<Situation>, properties = PROPERTIES) =>
    modelOf(
      framework,
      { ...situation, ...change },
      { architecture: 'x86_64', policies: ['none'] },
      properties,
    ).symmetries;
  const loading = (options: object): Partial<Situation> => ({
    actors: situation.actors.map((one) =>
      one.actor === 'loader' ? { ...one, options: { ...options } } : one,
    ),
  });
  const JUMPS = { members: [[5], [6]], of: 'actors' };

  it('devices that no image touches, and actors with the same options', () => {
    expect(symmetriesOf(loading({ within: 'boot' }))).toEqual([
      JUMPS,
      { members: [[1], [2], [3]], of: 'devices' },
    ]);
  });

  it('not the device in which an image lies, nor the one behind it', () => {
    expect(symmetriesOf({})).toEqual([JUMPS]);
  });

  it('no device where an image may lie anywhere', () => {
    expect(symmetriesOf(loading({}))).toEqual([JUMPS]);
    expect(symmetriesOf(loading({ path: 'kexec_file_load' }))).toEqual([JUMPS]);
  });

  it('no device where the kernel has pages of its own in one', () => {
    const before = devices.map((plug) => ({ plug, online: 'online_kernel' as const }));
    expect(symmetriesOf({ ...loading({ within: 'boot' }), before })).toEqual([JUMPS]);
  });

  it('not a device of another size, or with somebody more', () => {
    const large = { ...situation.devices, dimm2: { blocks: 2 } };
    expect(symmetriesOf({ ...loading({ within: 'boot' }), devices: large })).toEqual([
      JUMPS,
      { members: [[1], [3]], of: 'devices' },
    ]);
    const { actors = [] } = loading({ within: 'boot' });
    const somebody = { actor: 'administrator', options: { program: [{ offline: 'dimm3' }] } };
    expect(symmetriesOf({ actors: [...actors, somebody] })).toEqual([
      JUMPS,
      { members: [[1], [2]], of: 'devices' },
    ]);
  });

  it('nothing where a property of a plugin asks: nobody knows what it tells apart', () => {
    const own = { ...PROPERTIES[0]!, name: 'of a plugin' };
    expect(symmetriesOf(loading({ within: 'boot' }), [...PROPERTIES, own])).toEqual([]);
  });
});
