import { describeAnswer, describeStep } from './describe-step.js';
import type { PlayedScenario } from './play.js';
import type { Answer, StepRecord } from './step-record.js';

/** One step as several machines answered it. */
export interface ComparedStep {
  readonly number: number;
  readonly title: string;
  readonly note?: string;
  /** In the order of the performances. */
  readonly answers: readonly { readonly lines: readonly string[]; readonly record: StepRecord }[];
  /** Whether the machines did not all come to the same. */
  readonly differs: boolean;
}

/** The sameness of answers: what was answered, not where things happen to lie. */
const kindOf = ({ answer, skipped }: StepRecord): string =>
  skipped === undefined ? [answer.ok, answer.errno, answer.outcome].join(' ') : 'skipped';

/** Puts the same story on several machines side by side. All must be of one scenario. */
export const compare = (performances: readonly PlayedScenario[]): readonly ComparedStep[] => {
  const [first] = performances;
  return (first?.steps ?? []).map(({ number, step }, index) => {
    const records = performances.map(({ steps }) => steps[index]!);
    return {
      number,
      title: describeStep(step),
      ...(step.note === undefined ? {} : { note: step.note }),
      answers: records.map((record) => ({ record, lines: describeAnswer(record) })),
      differs: new Set(records.map(kindOf)).size > 1,
    };
  });
};

/** How a story ended, in the answer of its last step that happened. */
export const ending = ({ steps }: PlayedScenario): Answer | undefined =>
  steps.findLast(({ skipped }) => skipped === undefined)?.answer;
