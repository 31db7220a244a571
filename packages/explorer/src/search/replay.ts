import type { StepRecord } from '../model/world.js';
import { takeStep } from '../model/world.js';
import { moveName } from './move-names.js';
import { movesOf } from './moves.js';
import type { Stagecraft } from './stagecraft.js';

/** Takes the steps of a path again. @throws TypeError where a step cannot be taken */
export const replay = (stage: Stagecraft, path: readonly string[]): StepRecord[] => {
  const { kernel, cast } = stage;
  const records: StepRecord[] = [];
  let world = stage.world;
  for (const name of path) {
    const move = movesOf(cast, world).find(
      ({ actor, step }) => moveName(cast[actor]!.name, step.id) === name,
    );
    if (move === undefined) throw new TypeError(`nobody can do "${name}" after ${records.length} steps`);
    const record = takeStep(kernel, cast, world, move.actor, move.step);
    records.push(record);
    world = record.after;
  }
  return records;
};
