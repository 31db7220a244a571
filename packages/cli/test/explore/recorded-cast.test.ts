import type { ExecOutcome, LogLine } from '@warmboot/core';
import { visible } from '@warmboot/core';
import type { Stagecraft, StepRecord, World } from '@warmboot/explorer';
import { isOver, moveName, movesOf, replay, takeStep } from '@warmboot/explorer';
import { replayTrace, withUnmovablePages } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { standardFramework } from '../../src/session/standard-framework.js';
import { openRecording, recordedTraces } from '../replay/recorded-traces.js';
import type { RecordedCast } from './recorded-cast.js';
import { recordedCast } from './recorded-cast.js';

const framework = standardFramework();

/** Which recordings are of the thread's scenarios. */
const SCENARIOS = /-(race|cover|adjacent)(-|$)/;

/** Steps of some actors, each until nothing is left for him to do. */
const takeTurn = ({ stage }: RecordedCast, begin: World, actors: readonly string[]): StepRecord[] => {
  const records: StepRecord[] = [];
  let world = begin;
  for (const name of actors) {
    for (;;) {
      if (isOver(world.machine, stage.firstGeneration)) return records;
      const move = movesOf(stage.cast, world).find(({ actor }) => stage.cast[actor]!.name === name);
      if (move === undefined) break;
      const record = takeStep(stage.kernel, stage.cast, world, move.actor, move.step);
      records.push(record);
      world = record.after;
    }
  }
  return records;
};

/** How a jump ended, as recordings say it: what code does that runs in absent memory depends on how far it gets. */
const ending = (records: readonly StepRecord[]): string => {
  const last = records.at(-1)?.performed.at(-1);
  // Whoever sees that no image is loaded goes home.
  const outcome = last === undefined ? 'refused' : (last.result as ExecOutcome).outcome;
  return outcome === 'hang' ? 'reset' : outcome;
};

const endOf = ({ kernel }: Stagecraft, { machine }: World) =>
  machine.halted ?? { ...kernel.observe(machine), generation: machine.kernel.generation };

describe('recorded scenarios as a cast that acts in the recorded order', () => {
  const names = recordedTraces().filter((name) => SCENARIOS.test(name));

  it('there are recordings of each kind', () => {
    expect(new Set(names.map((name) => SCENARIOS.exec(name)?.[1]))).toEqual(
      new Set(['race', 'cover', 'adjacent']),
    );
  });

  it.each(names)('%s ends as the recording did', (name) => {
    const directory = openRecording(name);
    const played = recordedCast(framework, directory);
    const { stage, turns } = played;
    const path: string[] = [];
    let { world } = stage;
    let chance = false;
    for (const predicted of replayTrace(framework, directory)) {
      const recorded = directory.trace.steps[predicted.step]!;
      const machine = withUnmovablePages(world.machine, recorded);
      chance ||= machine !== world.machine;
      const records = takeTurn(played, { ...world, machine }, turns[predicted.step]!);
      world = records.at(-1)?.after ?? { ...world, machine };
      path.push(...records.map(({ actor, step }) => moveName(actor, step)));

      const { result } = recorded as { result?: { outcome?: string; removed?: boolean; rc?: number } };
      if (recorded.action === 'kexec-exec')
        expect(ending(records)).toBe(result!.outcome!.replace('hang', 'reset'));
      if (recorded.action === 'dimm-del')
        expect(world.machine.platform.dimms.has(recorded.id!)).toBe(!result!.removed!);
      if (recorded.action === 'block-state') {
        const [answer] = records.flatMap(({ performed }) => performed);
        expect((answer!.result as { ok: boolean }).ok).toBe(result!.rc === 0);
      }
      if (predicted.observed !== null && world.machine.halted === undefined) {
        const { generation } = world.machine.kernel;
        const lines: LogLine[] = records
          .flatMap(({ log }) => log)
          .filter(({ kernel }) => kernel === generation);
        const { dmesg, ...seen } = predicted.observed;
        expect(stage.kernel.observe(world.machine)).toEqual(seen);
        // Where a device stays, the worker says so when it gives up, after its blocks are back: the same lines, in turn.
        if (predicted.step > 0) expect(visible(lines).toSorted()).toEqual(dmesg.toSorted());
      }
    }
    // It is one of the orders that a search goes through: the same steps, found by their names, come to the same end.
    if (!chance) expect(endOf(stage, replay(stage, path).at(-1)!.after)).toEqual(endOf(stage, world));
  });
});
