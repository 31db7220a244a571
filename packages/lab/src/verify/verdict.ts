import type { Framework } from '@warmboot/core';
import type { PredictedStep, Scenario, StepCheck, TraceScore } from '@warmboot/scenario';
import { checkTrace, describeStep, replayTrace } from '@warmboot/scenario';
import type { Recording } from '../record/recorder.js';
import { inWords } from './in-words.js';

/** A step of a story, on both sides. */
export interface ComparedStep {
  /** One-based, as people count; 0 is the machine that was found. */
  readonly number: number;
  readonly title: string;
  /** Numbers of the trace's steps that it became. */
  readonly actions: readonly number[];
  readonly model: string;
  readonly linux: string;
  /** What differs. */
  readonly checks: readonly StepCheck[];
  readonly same: boolean;
  /** Why it was not played. */
  readonly skipped?: string;
  /** What a kernel panicked of that nobody asked to. */
  readonly panic?: string;
}

/** A recorded story beside what the model says of it. */
export interface Verdict {
  readonly score: TraceScore;
  readonly steps: readonly ComparedStep[];
  readonly same: boolean;
}

/** A recorded story with what the model says of each of its steps. */
export interface Prediction {
  readonly verdict: Verdict;
  /** One for each step of the trace. */
  readonly predictions: readonly PredictedStep[];
}

/**
 * Predicts a recorded story from its inputs alone, and compares.
 * @throws FormatError
 */
export const verdictOf = (framework: Framework, scenario: Scenario, recording: Recording): Verdict =>
  predictionOf(framework, scenario, recording).verdict;

/** The same with the predictions themselves. @throws FormatError */
export const predictionOf = (
  framework: Framework,
  scenario: Scenario,
  { directory, steps }: Recording,
): Prediction => {
  const predictions: PredictedStep[] = [...replayTrace(framework, directory)];
  const score = checkTrace(directory, predictions);
  const recorded = directory.trace.steps;
  const words = (
    actions: readonly number[],
    side: readonly (PredictedStep | (typeof recorded)[number])[],
  ): string =>
    [...new Set(actions.map((index) => inWords(recorded[index]!, side[index]!, side[index - 1]!)))].join(
      '; ',
    );
  const compared = steps.map(({ number, actions, skipped, panic }): ComparedStep => {
    const checks = actions.map((index) => score.steps[index]!);
    return {
      number,
      actions,
      title: describeStep(scenario.steps[number - 1]!),
      model: words(actions, predictions),
      linux: words(actions, recorded),
      checks,
      same: checks.every(({ mismatches }) => mismatches.length === 0),
      ...(skipped === undefined ? {} : { skipped }),
      ...(panic === undefined ? {} : { panic }),
    };
  });
  return { predictions, verdict: { score, steps: compared, same: score.right === score.scored } };
};
