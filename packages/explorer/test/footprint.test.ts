import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import { Framework } from '@warmboot/core';
import { threadSituations } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';
import type { State } from '../src/model/state.js';
import { isTerminal, takeStep } from '../src/model/state.js';
import { MACHINE_COMPONENTS } from '../src/model/footprint.js';
import { enabledSteps } from '../src/search/enabled-steps.js';
import { PROPERTIES } from '../src/properties/catalogue.js';
import { modelOf } from '../src/search/model.js';

const framework = new Framework([arm64, x86]);
const THREAD = threadSituations();

describe('a step changes nothing that its footprint does not declare', () => {
  it.each(
    ['arm64', 'x86_64'].flatMap((architecture) =>
      ['none', 'unload-and-hold', 'block-hotplug', 'crash-header-follows', 'unload-on-remove'].flatMap(
        (policy) => THREAD.map((situation) => [situation.name, architecture, policy] as const),
      ),
    ),
  )('%s on %s under %s', (name, architecture, policy) => {
    const situation = THREAD.find((one) => one.name === name)!;
    const model = modelOf(framework, situation, { architecture, policies: [policy] }, PROPERTIES);
    // One long walk that always takes the least used actor visits every kind of step there is.
    const used = model.actors.map(() => 0);
    let state: State = model.initial;
    for (let steps = 0; steps < 60 && !isTerminal(state.machine, model.firstGeneration); steps += 1) {
      const enabled = enabledSteps(model.actors, state).toSorted((a, b) => used[a.actor]! - used[b.actor]!);
      const [first] = enabled;
      if (first === undefined) break;
      for (const { actor, step } of enabled) {
        const { after } = takeStep(model.kernel, model.actors, state, actor, step);
        const declared = new Set<string>(step.footprint.writes);
        const changed = MACHINE_COMPONENTS.filter(
          (component) => after.machine[component] !== state.machine[component],
        );
        expect(changed.filter((component) => !declared.has(component))).toEqual([]);
      }
      used[first.actor]! += 1;
      state = takeStep(model.kernel, model.actors, state, first.actor, first.step).after;
    }
    expect(Math.max(...used)).toBeGreaterThan(0);
  });
});
