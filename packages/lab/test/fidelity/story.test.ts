import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { parseScenario, play } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { seededStory } from '../../src/fidelity/story.js';
import { outOfReach } from '../../src/steps/play-verb.js';

const framework = new Framework([arm64, x86]);
const ground = { firmwares: ['bios', 'efi'], takesDimms: true } as const;
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe('a story by its seed', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(seededStory(7, ground)).toEqual(seededStory(7, ground));
    expect(seededStory(7, ground)).not.toEqual(seededStory(8, ground));
  });

  it('is a scenario that can be played, in the model and outside', () => {
    for (const seed of SEEDS) {
      const scenario = parseScenario(framework, JSON.stringify(seededStory(seed, ground)), `${seed}.json`);
      expect(scenario.steps.map(({ verb }) => outOfReach(verb)).filter(Boolean)).toEqual([]);
      const { steps } = play(framework, scenario, { architecture: 'x86_64' });
      expect(steps).toHaveLength(scenario.steps.length);
    }
  });

  it('has every kind of step among a few dozen', () => {
    const kinds = new Set(SEEDS.flatMap((seed) => seededStory(seed, ground).steps.flatMap(Object.keys)));
    expect([...kinds].sort()).toEqual([
      'crash',
      'exec',
      'load',
      'offline',
      'online',
      'plug',
      'unload',
      'unplug',
    ]);
  });
});
