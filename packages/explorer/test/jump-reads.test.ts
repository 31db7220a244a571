import { plugin as arm64 } from '@warmboot/arch-arm64';
import { plugin as x86 } from '@warmboot/arch-x86';
import type { Machine } from '@warmboot/core';
import { Framework } from '@warmboot/core';
import { threadSituations } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';
import type { State } from '../src/model/state.js';
import { isTerminal, takeStep } from '../src/model/state.js';
import { enabledSteps } from '../src/search/enabled-steps.js';
import { modelOf } from '../src/search/model.js';

const framework = new Framework([arm64, x86]);

/** A machine whose kernel knows of no block and no zone, and on which nobody holds any lock but reboot(). */
const forgetful = (machine: Machine): Machine => ({
  ...machine,
  memory: { ...machine.memory, blocks: machine.memory.blocks.withoutRange(0, Infinity), zones: [] },
});

describe('a jump reads no more of the memory of the old kernel than its page size', () => {
  it.each(['arm64', 'x86_64'])('%s', (architecture) => {
    let jumps = 0;
    for (const situation of threadSituations()) {
      const model = modelOf(framework, situation, { architecture, policies: ['none'] }, []);
      const waiting: State[] = [model.initial];
      for (let seen = 0; seen < 60 && waiting.length > 0; seen += 1) {
        // The last first: walks that come to a jump.
        const state = waiting.pop()!;
        if (isTerminal(state.machine, model.firstGeneration)) continue;
        for (const { actor, step } of enabledSteps(model.actors, state)) {
          const entry = takeStep(model.kernel, model.actors, state, actor, step);
          waiting.push(entry.after);
          for (const { action } of entry.performed) {
            if (action.kind !== 'reboot-jump' && action.kind !== 'crash') continue;
            const other = model.kernel.apply(forgetful(state.machine), action);
            const own = model.kernel.apply(state.machine, action);
            expect(other.result).toEqual(own.result);
            expect(other.log).toEqual(own.log);
            expect(other.events).toEqual(own.events);
            if (own.machine.halted === undefined)
              expect(model.kernel.observe(other.machine)).toEqual(model.kernel.observe(own.machine));
            jumps += 1;
          }
        }
      }
    }
    expect(jumps).toBeGreaterThan(5);
  });
});
