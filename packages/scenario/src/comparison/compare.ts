import { describeAnswer, describeStep } from '../scenario/describe-step.js';
import { explain } from '../scenario/explain.js';
import type { PlayedScenario } from '../scenario/play.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Answer, StepRecord } from '../scenario/step-record.js';
import { log, outcome, refusal } from './answer.js';
import type { Aspect, Finding, Look, View } from './finding.js';
import { ASPECTS } from './finding.js';
import { handover } from './handover.js';
import type { MachineFacts } from './machine-facts.js';
import { machineFacts } from './machine-facts.js';
import { placement } from './placement.js';

/** What one architecture shows where several differ, and why. */
export interface Difference extends Pick<Finding, 'shown' | 'because'> {
  readonly architecture: string;
}

/** An aspect in which machines differ at one step; machines that have nothing to show under it are left out. */
export interface AspectDifference {
  readonly aspect: Aspect;
  /** In the order of the performances. */
  readonly on: readonly Difference[];
}

/** One step as several machines answered it. */
export interface ComparedStep {
  readonly number: number;
  readonly title: string;
  readonly note?: string;
  /** In the order of the performances. */
  readonly answers: readonly { readonly lines: readonly string[]; readonly record: StepRecord }[];
  /** Whether the machines did not all come to the same answer. */
  readonly differs: boolean;
  /** Everything that differs, answers and what lies below them. */
  readonly differences: readonly AspectDifference[];
  /** Why it came out so, for machines that all came to the same: those that have something to say. */
  readonly reasons: readonly Pick<Difference, 'architecture' | 'because'>[];
}

const LOOKS: Readonly<Record<Aspect, Look>> = { placement, 'hand-over': handover, refusal, log, outcome };

/** The sameness of answers: what was answered, not where things happen to lie. */
const kindOf = ({ answer, skipped }: StepRecord): string =>
  skipped === undefined ? [answer.ok, answer.errno, answer.outcome].join(' ') : 'skipped';

/** The same story on several machines, side by side. */
export interface Comparison {
  readonly scenario: Scenario;
  /** Policies in force, in order. */
  readonly policies: readonly string[];
  readonly performances: readonly PlayedScenario[];
  /** In the order of the performances. */
  readonly machines: readonly MachineFacts[];
  readonly steps: readonly ComparedStep[];
}

/**
 * Puts performances of one scenario, under the same policies, side by side.
 * @throws TypeError for no performance, or performances of different scenarios
 */
export const compare = (performances: readonly PlayedScenario[]): Comparison => {
  const [first] = performances;
  if (first === undefined) throw new TypeError('there is nothing to compare: no performance was given');
  const { scenario, policies } = first;
  if (performances.some((played) => played.steps.length !== first.steps.length)) {
    throw new TypeError('performances of different scenarios cannot be compared');
  }
  return {
    scenario,
    policies,
    performances,
    machines: performances.map(machineFacts),
    steps: compareSteps(performances, first),
  };
};

const compareSteps = (
  performances: readonly PlayedScenario[],
  first: PlayedScenario,
): readonly ComparedStep[] =>
  first.steps.map(({ number, step }, index) => {
    const records = performances.map(({ steps }) => steps[index]!);
    const differs = new Set(records.map(kindOf)).size > 1;
    return {
      number,
      title: describeStep(step),
      ...(step.note === undefined ? {} : { note: step.note }),
      answers: records.map((record) => ({ record, lines: describeAnswer(record) })),
      differs,
      differences: differencesAt(performances, index),
      reasons: differs ? [] : reasonsAt(performances, index),
    };
  });

const differencesAt = (
  performances: readonly PlayedScenario[],
  index: number,
): readonly AspectDifference[] => {
  const views = performances.map((played): View => {
    return { played, record: played.steps[index]!, before: played.steps.slice(0, index) };
  });
  return ASPECTS.flatMap((aspect) => {
    const findings = views.flatMap((view) => {
      const finding = LOOKS[aspect](view, views);
      return finding === undefined ? [] : [{ architecture: view.played.architecture, ...finding }];
    });
    if (new Set(findings.map(({ kind }) => kind)).size < 2) return [];
    return [
      {
        aspect,
        on: findings.map(({ architecture, shown, because }) => ({ architecture, shown, because })),
      },
    ];
  });
};

const reasonsAt = (performances: readonly PlayedScenario[], index: number): ComparedStep['reasons'] =>
  performances.flatMap(({ architecture, steps }) => {
    const because = explain(steps[index]!, steps.slice(0, index));
    return because.length === 0 ? [] : [{ architecture, because }];
  });

/** How a story ended, in the answer of its last step that happened. */
export const ending = ({ steps }: PlayedScenario): Answer | undefined =>
  steps.findLast(({ skipped }) => skipped === undefined)?.answer;
