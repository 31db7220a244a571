import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import type { World } from '../src/index.js';
import { isOver, MACHINE_PLACES, movesOf, PROPERTIES, setUp, takeStep, THREAD } from '../src/index.js';

const framework = new Framework([arm64, x86]);

describe('a step changes nothing that its footprint does not declare', () => {
  it.each(
    ['arm64', 'x86_64'].flatMap((architecture) =>
      ['none', 'unload-and-hold', 'block-hotplug', 'crash-header-follows', 'unload-on-remove'].flatMap(
        (policy) => THREAD.map((situation) => [situation.name, architecture, policy] as const),
      ),
    ),
  )('%s on %s under %s', (name, architecture, policy) => {
    const situation = THREAD.find((one) => one.name === name)!;
    const stage = setUp(framework, situation, { architecture, policies: [policy] }, PROPERTIES);
    // One long walk that always takes the least used actor visits every kind of step there is.
    const used = stage.cast.map(() => 0);
    let world: World = stage.world;
    for (let steps = 0; steps < 60 && !isOver(world.machine, stage.firstGeneration); steps += 1) {
      const moves = movesOf(stage.cast, world).toSorted((a, b) => used[a.actor]! - used[b.actor]!);
      const [move] = moves;
      if (move === undefined) break;
      for (const { actor, step } of moves) {
        const { after } = takeStep(stage.kernel, stage.cast, world, actor, step);
        const declared = new Set<string>(step.footprint.writes);
        const changed = MACHINE_PLACES.filter((place) => after.machine[place] !== world.machine[place]);
        expect(changed.filter((place) => !declared.has(place))).toEqual([]);
      }
      used[move.actor]! += 1;
      world = takeStep(stage.kernel, stage.cast, world, move.actor, move.step).after;
    }
    expect(Math.max(...used)).toBeGreaterThan(0);
  });
});
