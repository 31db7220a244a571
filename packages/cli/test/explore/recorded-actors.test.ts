import type { ExecOutcome, LogLine } from '@warmboot/core';
import { visible } from '@warmboot/core';

import type { Model, State, TraceEntry } from '@warmboot/explorer';
import { enabledSteps, isTerminal, replay, stepName, takeStep } from '@warmboot/explorer';
import { replayTrace, withUnmovablePages } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { standardFramework } from '../../src/session/standard-framework.js';
import { openRecording, recordedTraces } from '../replay/recorded-traces.js';
import type { RecordedActors } from './recorded-actors.js';
import { recordedActors } from './recorded-actors.js';

const framework = standardFramework();

/** Which recordings are of the thread's scenarios. */
const SCENARIOS = /-(race|cover|adjacent)(-|$)/;

/** Steps of some actors, each until nothing is left for him to do. */
const takeTurn = ({ model }: RecordedActors, begin: State, actors: readonly string[]): TraceEntry[] => {
  const trace: TraceEntry[] = [];
  let state = begin;
  for (const name of actors) {
    for (;;) {
      if (isTerminal(state.machine, model.firstGeneration)) return trace;
      const enabled = enabledSteps(model.actors, state).find(
        ({ actor }) => model.actors[actor]!.name === name,
      );
      if (enabled === undefined) break;
      const entry = takeStep(model.kernel, model.actors, state, enabled.actor, enabled.step);
      trace.push(entry);
      state = entry.after;
    }
  }
  return trace;
};

/** How a jump ended, as recordings say it: what code does that runs in absent memory depends on how far it gets. */
const ending = (trace: readonly TraceEntry[]): string => {
  const last = trace.at(-1)?.performed.at(-1);
  // Whoever sees that no image is loaded goes home.
  // A reboot() that is refused has no phase after its first.
  const refused = last === undefined || ('ok' in last.result && !last.result.ok);
  const outcome = refused ? 'refused' : (last.result as ExecOutcome).outcome;
  return outcome === 'hang' ? 'reset' : outcome;
};

const endOf = ({ kernel }: Model, { machine }: State) =>
  machine.halted ?? { ...kernel.observe(machine), generation: machine.kernel.generation };

describe('recorded scenarios as actors that act in the recorded order', () => {
  const names = recordedTraces().filter((name) => SCENARIOS.test(name));

  it('there are recordings of each kind', () => {
    expect(new Set(names.map((name) => SCENARIOS.exec(name)?.[1]))).toEqual(
      new Set(['race', 'cover', 'adjacent']),
    );
  });

  it.each(names)('%s ends as the recording did', (name) => {
    const directory = openRecording(name);
    const played = recordedActors(framework, directory);
    const { model, turns } = played;
    const path: string[] = [];
    let state = model.initial;
    let chance = false;
    for (const predicted of replayTrace(framework, directory)) {
      const recorded = directory.trace.steps[predicted.step]!;
      const machine = withUnmovablePages(state.machine, recorded);
      chance ||= machine !== state.machine;
      const trace = takeTurn(played, { ...state, machine }, turns[predicted.step]!);
      state = trace.at(-1)?.after ?? { ...state, machine };
      path.push(...trace.map(({ actor, step }) => stepName(actor, step)));

      const { result } = recorded as { result?: { outcome?: string; removed?: boolean; rc?: number } };
      if (recorded.action === 'kexec-exec')
        expect(ending(trace)).toBe(result!.outcome!.replace('hang', 'reset'));
      if (recorded.action === 'dimm-del')
        expect(state.machine.platform.dimms.has(recorded.id!)).toBe(!result!.removed!);
      if (recorded.action === 'block-state') {
        const answers = trace.flatMap(({ performed }) => performed);
        expect(answers.every(({ result: answer }) => 'ok' in answer && answer.ok)).toBe(result!.rc === 0);
      }
      if (predicted.observed !== null && state.machine.halted === undefined) {
        const { generation } = state.machine.kernel;
        const lines: LogLine[] = trace
          .flatMap(({ log }) => log)
          .filter(({ kernel }) => kernel === generation);
        const { dmesg, ...seen } = predicted.observed;
        expect(model.kernel.observe(state.machine)).toEqual(seen);
        // Where a device stays, the worker says so when it gives up, after its blocks are back: the same lines, in turn.
        if (predicted.step > 0) expect(visible(lines).toSorted()).toEqual(dmesg.toSorted());
      }
    }
    // It is one of the orders that a search goes through: the same steps, found by their names, come to the same end.
    if (!chance) expect(endOf(model, replay(model, path).at(-1)!.after)).toEqual(endOf(model, state));
  });
});
