import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, stateOf } from '../src/link/hash.js';
import type { PageState } from '../src/link/page-state.js';
import { FIRST_STATE, VIEWS } from '../src/link/page-state.js';

const name = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/).filter((word) => word !== 'none');

const state: fc.Arbitrary<PageState> = fc.record(
  {
    view: fc.constantFrom(...VIEWS),
    step: fc.nat(10_000),
    scenario: fc.string({ unit: 'grapheme', maxLength: 400 }),
    switches: fc.record(
      {
        architectures: fc.array(name, { minLength: 1, maxLength: 4 }),
        policies: fc.array(name, { maxLength: 3 }),
        profile: name,
        pageSize: fc.constantFrom(4096, 16384, 65536),
      },
      { requiredKeys: [] },
    ),
    focus: name,
    search: fc.record({
      policies: fc.array(name, { minLength: 1, maxLength: 4 }),
      architectures: fc.array(name, { minLength: 1, maxLength: 3 }),
    }),
    given: fc.constant(true as const),
    filter: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  },
  { requiredKeys: ['view', 'step', 'switches'] },
);

describe('the hash of an address', () => {
  test('brings back every state', () => {
    fc.assert(
      fc.property(state, (page) => {
        expect(stateOf(hashOf(page))).toEqual(page);
      }),
    );
  });

  test('of another page, or a broken one, opens the page as it opens without a word', () => {
    for (const hash of ['', '#', '#nowhere', '#story?scenario=%%%', '#story?step=minus&focus=&arch=']) {
      expect(stateOf(hash)).toEqual(FIRST_STATE);
    }
  });

  test('of a scenario is short enough for a mail', () => {
    const scenario = 'steps:\n' + '  - plug: { id: dimm1, size: 1G }\n  - exec:\n'.repeat(50);
    expect(hashOf({ ...FIRST_STATE, scenario }).length).toBeLessThan(200);
  });
});
