import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../src/search/search.js';
import type { Situation } from '../src/model/situation.js';
import { PROPERTIES } from '../src/properties/catalogue.js';
import { search } from '../src/search/search.js';
import { modelOf } from '../src/search/model.js';
import { generatedSituation } from './generated-situations.js';

const framework = new Framework([arm64, x86]);
const POLICIES = framework.policies.all().map(({ name }) => name);

const choiceFor = (seed: number) => ({
  architecture: seed % 2 === 0 ? 'arm64' : 'x86_64',
  policies: [POLICIES[seed % POLICIES.length]!],
});

/** What a verdict says, and how long its story is. */
const said = ({ verdicts }: SearchResult): Record<string, string> =>
  Object.fromEntries(
    [...verdicts].map(([name, verdict]) => [
      name,
      verdict.status === 'violated' ? `violated in ${verdict.path.length}` : verdict.status,
    ]),
  );

const withoutSymmetry = (situation: Situation): Situation => ({
  ...situation,
  actors: situation.actors.map((declared) =>
    declared.actor === 'administrator'
      ? { ...declared, options: { ...declared.options, symmetry: false } }
      : declared,
  ),
});

describe('orders that cannot matter are left out', () => {
  let full = 0;
  let reduced = 0;
  it.each(Array.from({ length: 200 }, (_, seed) => seed))(
    'generated situation %i: the same verdicts and lengths with every order',
    (seed) => {
      const situation = generatedSituation(seed);
      const all = search(modelOf(framework, withoutSymmetry(situation), choiceFor(seed), PROPERTIES), {
        reduce: false,
      });
      const some = search(modelOf(framework, situation, choiceFor(seed), PROPERTIES));
      expect(all.complete && some.complete).toBe(true);
      expect(said(some)).toEqual(said(all));
      full += all.transitions;
      reduced += some.transitions;
    },
  );

  it('and there are such orders: of the steps, a twentieth at least is not taken', () => {
    expect(reduced).toBeLessThan(0.95 * full);
  });
});
