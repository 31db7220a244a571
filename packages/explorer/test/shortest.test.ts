import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import type { Actor, Stagecraft, World } from '../src/index.js';
import { isOver, movesOf, PROPERTIES, search, setUp, takeStep, THREAD } from '../src/index.js';
import { generatedSituation } from './generated-situations.js';

const framework = new Framework([arm64, x86]);

/** Orders of so many steps are all tried: few enough, and many stories are no longer. */
const DEEPEST = 6;

/**
 * Lengths of the shortest stories against each property, by trying every order of up to {@link DEEPEST} steps: no state is
 * recognised, nothing is left out, nothing is remembered but the lengths.
 */
const shortestByTrying = (stage: Stagecraft): Map<string, number> => {
  const shortest = new Map<string, number>();
  const note = (name: string, length: number): void => {
    shortest.set(name, Math.min(length, shortest.get(name) ?? Infinity));
  };
  const goOn = (world: World, length: number): void => {
    if (isOver(world.machine, stage.firstGeneration)) return;
    const moves = movesOf(stage.cast, world);
    for (const property of stage.properties) {
      if (moves.length === 0 && property.onEnd?.(world, stage)?.kind === 'broken')
        note(property.name, length);
    }
    if (length === DEEPEST) return;
    for (const { actor, step } of moves) {
      const record = takeStep(stage.kernel, stage.cast, world, actor, step);
      for (const property of stage.properties) {
        if (property.onStep?.(record, stage)?.kind === 'broken') note(property.name, length + 1);
      }
      goOn(record.after, length + 1);
    }
  };
  goOn(stage.world, 0);
  return shortest;
};

const expectShortest = (stage: Stagecraft): number => {
  const tried = shortestByTrying(stage);
  const { verdicts } = search(stage);
  for (const [name, verdict] of verdicts) {
    const length = verdict.status === 'broken' ? verdict.path.length : Infinity;
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
    expectShortest(setUp(framework, THREAD[index]!, choice(index), PROPERTIES));
  });

  it('in 24 generated situations, some of which have such stories', () => {
    let stories = 0;
    for (let seed = 0; seed < 24; seed += 1) {
      stories += expectShortest(setUp(framework, generatedSituation(seed), choice(seed), PROPERTIES));
    }
    expect(stories).toBeGreaterThan(10);
  });
});

/** Changes its mind for ever, and touches nothing. */
const restless: Actor<number> = {
  name: 'restless',
  start: 0,
  steps: (mind) => [
    {
      id: `think ${mind}`,
      label: 'changes its mind',
      footprint: { reads: ['actor:restless'], writes: ['actor:restless'] },
      perform: () => 1 - mind,
    },
  ],
  future: () => ({ reads: ['actor:restless'], writes: ['actor:restless'] }),
};

describe('somebody who goes round in circles', () => {
  it('does not keep the others from what they do, with and without reduction', () => {
    const stage = setUp(framework, THREAD[0]!, { architecture: 'arm64', policies: ['none'] }, PROPERTIES);
    const crowded: Stagecraft = {
      ...stage,
      cast: [restless as Actor, ...stage.cast],
      world: { ...stage.world, locals: [restless.start, ...stage.world.locals] },
    };
    const broken = (options: { reduce?: boolean }): string[] =>
      [...search(crowded, options).verdicts].flatMap(([name, { status }]) =>
        status === 'broken' ? [name] : [],
      );
    expect(broken({})).toContain('no-write-to-absent-memory');
    expect(broken({})).toEqual(broken({ reduce: false }));
  });
});

describe('limits end a search in good order, with what is known', () => {
  const stage = setUp(framework, THREAD[0]!, { architecture: 'x86_64', policies: ['none'] }, PROPERTIES);
  const whole = search(stage);

  it.each([
    ['states', { states: 20 }],
    ['depth', { depth: 5 }],
    ['bytes', { bytes: 400_000 }],
  ] as const)('%s', (limit, limits) => {
    const { complete, stoppedBy, states, depth, verdicts } = search(stage, { limits });
    expect([complete, stoppedBy]).toEqual([false, limit]);
    expect(states).toBeLessThan(whole.states);
    expect(depth).toBeGreaterThan(0);
    for (const [name, { status }] of verdicts) {
      expect(status === 'unknown' || status === whole.verdicts.get(name)!.status).toBe(true);
    }
  });

  it('a search in which every property is broken has nothing more to learn', () => {
    const properties = PROPERTIES.filter(({ name }) => name === 'no-write-to-absent-memory');
    const { complete, transitions, verdicts } = search({ ...stage, properties });
    expect(complete).toBe(true);
    expect(transitions).toBeLessThan(whole.transitions);
    expect(verdicts.get('no-write-to-absent-memory')).toEqual(
      whole.verdicts.get('no-write-to-absent-memory'),
    );
  });
});
