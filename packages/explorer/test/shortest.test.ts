import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { threadSituations } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../src/model/actor.js';
import type { Model } from '../src/search/model.js';
import type { State } from '../src/model/state.js';
import { isTerminal, takeStep } from '../src/model/state.js';
import { enabledSteps } from '../src/search/enabled-steps.js';
import { PROPERTIES } from '../src/properties/catalogue.js';
import { search } from '../src/search/search.js';
import { modelOf } from '../src/search/model.js';
import { generatedSituation } from './generated-situations.js';

const framework = new Framework([arm64, x86]);
const THREAD = threadSituations();

/** Orders of so many steps are all tried: few enough, and many stories are no longer. */
const DEEPEST = 7;

/**
 * Lengths of the shortest stories against each property, by trying every order of up to {@link DEEPEST} steps: no state is
 * recognised, nothing is left out, nothing is remembered but the lengths.
 */
const shortestByTrying = (model: Model): Map<string, number> => {
  const shortest = new Map<string, number>();
  const note = (name: string, length: number): void => {
    shortest.set(name, Math.min(length, shortest.get(name) ?? Infinity));
  };
  const goOn = (state: State, length: number): void => {
    if (isTerminal(state.machine, model.firstGeneration)) return;
    const enabled = enabledSteps(model.actors, state);
    for (const property of model.properties) {
      if (enabled.length === 0 && property.onTerminal?.(state, model)?.kind === 'violated')
        note(property.name, length);
    }
    if (length === DEEPEST) return;
    for (const { actor, step } of enabled) {
      const entry = takeStep(model.kernel, model.actors, state, actor, step);
      for (const property of model.properties) {
        if (property.onStep?.(entry, model)?.kind === 'violated') note(property.name, length + 1);
      }
      goOn(entry.after, length + 1);
    }
  };
  goOn(model.initial, 0);
  return shortest;
};

const expectShortest = (model: Model): number => {
  const tried = shortestByTrying(model);
  const { verdicts } = search(model);
  for (const [name, verdict] of verdicts) {
    const length = verdict.status === 'violated' ? verdict.path.length : Infinity;
    if (length <= DEEPEST || tried.has(name)) expect([name, length]).toEqual([name, tried.get(name)]);
  }
  return tried.size;
};

describe('a story against a property is a shortest one', () => {
  const choice = (seed: number) => ({
    architecture: seed % 2 === 0 ? 'x86_64' : 'arm64',
    policies: [['none', 'notifier-as-posted', 'unload-and-hold', 'validate-at-exec'][seed % 4]!],
  });

  it.each(THREAD.map(({ name }, index) => [name, index] as const))('%s', (_, index) => {
    expectShortest(modelOf(framework, THREAD[index]!, choice(index), PROPERTIES));
  });

  it('in 40 generated situations, some of which have such stories', () => {
    let stories = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      stories += expectShortest(modelOf(framework, generatedSituation(seed), choice(seed), PROPERTIES));
    }
    expect(stories).toBeGreaterThan(10);
  });
});

/** Changes its local state for ever, and touches nothing else. */
const restless: Actor<number> = {
  name: 'restless',
  start: 0,
  steps: (local) => [
    {
      id: `turn ${local}`,
      label: 'changes its mind',
      footprint: { reads: ['actor:restless'], writes: ['actor:restless'] },
      perform: () => 1 - local,
    },
  ],
  futureFootprint: () => ({ reads: ['actor:restless'], writes: ['actor:restless'] }),
};

describe('somebody who goes round in circles', () => {
  it('does not keep the others from what they do, with and without reduction', () => {
    const model = modelOf(framework, THREAD[0]!, { architecture: 'arm64', policies: ['none'] }, PROPERTIES);
    const crowded: Model = {
      ...model,
      actors: [restless as Actor, ...model.actors],
      initial: { ...model.initial, localStates: [restless.start, ...model.initial.localStates] },
    };
    const violated = (options: { reduce?: boolean }): string[] =>
      [...search(crowded, options).verdicts].flatMap(([name, { status }]) =>
        status === 'violated' ? [name] : [],
      );
    expect(violated({})).toContain('no-write-to-absent-memory');
    expect(violated({})).toEqual(violated({ reduce: false }));
  });
});

describe('limits end a search in good order, with what is known', () => {
  const model = modelOf(framework, THREAD[0]!, { architecture: 'x86_64', policies: ['none'] }, PROPERTIES);
  const whole = search(model);

  it.each([
    ['states', { states: 20 }],
    ['depth', { depth: 5 }],
    ['bytes', { bytes: 400_000 }],
  ] as const)('%s', (limit, limits) => {
    const { complete, stoppedBy, states, depth, verdicts } = search(model, { limits });
    expect([complete, stoppedBy]).toEqual([false, limit]);
    expect(states).toBeLessThan(whole.states);
    expect(depth).toBeGreaterThan(0);
    for (const [name, { status }] of verdicts) {
      expect(status === 'unknown' || status === whole.verdicts.get(name)!.status).toBe(true);
    }
  });

  it('a search in which every property is violated has nothing more to learn', () => {
    const properties = PROPERTIES.filter(({ name }) => name === 'no-write-to-absent-memory');
    const { complete, transitions, verdicts } = search({ ...model, properties });
    expect(complete).toBe(true);
    expect(transitions).toBeLessThan(whole.transitions);
    expect(verdicts.get('no-write-to-absent-memory')).toEqual(
      whole.verdicts.get('no-write-to-absent-memory'),
    );
  });
});
