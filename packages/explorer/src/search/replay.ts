import type { Applier, TraceEntry } from '../model/state.js';
import { takeStep } from '../model/state.js';
import { stepName } from './step-numbers.js';
import { enabledSteps } from './enabled-steps.js';
import type { Model } from './model.js';

/**
 * Takes the steps of a path again.
 * @param kernel who answers: one that remembers, where paths have much in common
 * @throws TypeError where a step cannot be taken
 */
export const replay = (
  model: Model,
  path: readonly string[],
  kernel: Applier = model.kernel,
): TraceEntry[] => {
  const { actors } = model;
  const trace: TraceEntry[] = [];
  let state = model.initial;
  for (const name of path) {
    const found = enabledSteps(actors, state).find(
      ({ actor, step }) => stepName(actors[actor]!.name, step.id) === name,
    );
    if (found === undefined) throw new TypeError(`nobody can do "${name}" after ${trace.length} steps`);
    const entry = takeStep(kernel, actors, state, found.actor, found.step);
    trace.push(entry);
    state = entry.after;
  }
  return trace;
};
