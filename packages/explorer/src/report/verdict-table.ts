import type { Campaign } from '../campaign/campaign.js';
import { tasksOf } from '../campaign/campaign.js';
import type { ReportedVerdict, TaskResult } from '../campaign/run-task.js';
import { taskName } from '../model/search-task.js';
import type { Property } from '../model/property.js';
import type { Counterexample } from '../counterexample/counterexample.js';

/** The answer to one property, over all situations. `no` wins over `unknown`, `unknown` over `yes`, `yes` over `moot`. */
export type Answer = 'yes' | 'no' | 'unknown' | 'moot';

/** The answer to one property of one protection. */
export interface TableCell {
  readonly answer: Answer;
  /** For `no`: one of the shortest stories of all situations. */
  readonly story?: Counterexample;
}

/** One protection on one architecture. */
export interface TableRow {
  readonly policies: readonly string[];
  readonly architecture: string;
  readonly profile?: string;
  /** In the order of the columns. */
  readonly cells: readonly TableCell[];
  readonly states: number;
}

/** Protection by property by architecture. Plain data: whoever prints it brings the paper. */
export interface VerdictTable {
  readonly columns: readonly { readonly name: string; readonly title: string; readonly words: string }[];
  readonly rows: readonly TableRow[];
}

const RANK: Readonly<Record<ReportedVerdict['status'], number>> = {
  moot: 0,
  holds: 1,
  unknown: 2,
  broken: 3,
};
const ANSWER: Readonly<Record<ReportedVerdict['status'], Answer>> = {
  moot: 'moot',
  holds: 'yes',
  unknown: 'unknown',
  broken: 'no',
};

/** The worst of the verdicts; of those against, the one with the shortest story, and of these the first. */
const worst = (verdicts: readonly ReportedVerdict[]): TableCell => {
  let chosen: ReportedVerdict = { status: 'moot' };
  for (const verdict of verdicts) {
    const shorter =
      verdict.status === 'broken' &&
      chosen.status === 'broken' &&
      verdict.story.steps.length < chosen.story.steps.length;
    if (RANK[verdict.status] > RANK[chosen.status] || shorter) chosen = verdict;
  }
  const answer = ANSWER[chosen.status];
  return chosen.status === 'broken' ? { answer, story: chosen.story } : { answer };
};

/** Gathers the searches of a campaign. A search that was not made counts as `unknown`. */
export const verdictTable = (
  campaign: Campaign,
  properties: readonly Property[],
  results: readonly TaskResult[],
): VerdictTable => {
  const byName = new Map(results.map((result) => [result.cell, result]));
  const rows = new Map<string, ReturnType<typeof tasksOf>>();
  for (const task of tasksOf(campaign)) {
    const key = JSON.stringify([task.policies, task.architecture, task.profile]);
    rows.set(key, [...(rows.get(key) ?? []), task]);
  }
  return {
    columns: properties.map(({ name, title, words }) => ({ name, title, words })),
    rows: [...rows.values()].map((tasks): TableRow => {
      const [{ policies, architecture, profile }] = tasks as [ReturnType<typeof tasksOf>[number]];
      const found = tasks.map((task) => byName.get(taskName(task)));
      return {
        policies,
        architecture,
        ...(profile === undefined ? {} : { profile }),
        cells: properties.map(({ name }) =>
          worst(found.map((result) => result?.verdicts[name] ?? { status: 'unknown' })),
        ),
        states: found.reduce((sum, result) => sum + (result?.states ?? 0), 0),
      };
    }),
  };
};
