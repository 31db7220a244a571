import type { Framework } from '@warmboot/core';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexampleOf } from '../counterexample/counterexample.js';
import type { SearchTask } from '../model/search-task.js';
import type { Applier } from '../model/state.js';
import type { RememberedSituations } from './remembered-situations.js';
import { taskName } from '../model/search-task.js';
import { propertiesOf } from '../properties/catalogue.js';
import type { Model } from '../search/model.js';
import { modelOf } from '../search/model.js';
import type { Limits, SearchOptions } from '../search/search.js';
import { search } from '../search/search.js';
import type { Verdict } from '../search/verdict.js';

/** A verdict as results, tables and checkpoints have it: in their words, and with the story behind a violation. */
export type ReportedVerdict =
  | Exclude<Verdict, { status: 'vacuous' | 'violated' }>
  | { readonly status: 'moot' }
  | { readonly status: 'broken'; readonly reason: string; readonly story: Counterexample };

/** What a search came to. Plain data, the same wherever it ran. */
export interface TaskResult {
  /** Name of the task: see {@link taskName}. The word is that of the table and of checkpoints. */
  readonly cell: string;
  readonly verdicts: Readonly<Record<string, ReportedVerdict>>;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly complete: boolean;
  /** The limit that ended the search, if one did: verdicts that are not `broken` are then `unknown`. */
  readonly stoppedBy?: keyof Limits;
}

/** What the searches of a campaign stand on: the same plugins in every worker, actors and properties among them. */
export interface WorkerContext {
  readonly framework: Framework;
  /** What kernels answered in searches before, of the same framework. It changes no result. */
  readonly remembered?: RememberedSituations;
}

/** How the search of a task is made, and what is asked. */
export interface TaskOptions extends SearchOptions {
  /** Names of properties; all of them where absent. */
  readonly properties?: readonly string[];
  /** Take alike devices, blocks and actors for one. On unless told. */
  readonly symmetry?: boolean;
}

/**
 * Makes the search of a task, with a counterexample for each property that is violated.
 * @throws UnknownNameError for a name that no plugin brought, TypeError for a situation that cannot be
 */
export const runTask = (
  { framework, remembered }: WorkerContext,
  task: SearchTask,
  options: TaskOptions = {},
): TaskResult => {
  const { symmetry } = options;
  const choice = { ...task, ...(symmetry === undefined ? {} : { symmetry }) };
  const model = modelOf(framework, task.situation, choice, propertiesOf(framework, options.properties));
  const { verdicts, states, transitions, depth, complete, stoppedBy, kernel } = search(
    model,
    options,
    remembered?.of(task),
  );
  const reported = [...verdicts].map(([name, verdict]): [string, ReportedVerdict] => [
    name,
    reportedVerdict(model, task, name, verdict, kernel),
  ]);
  return {
    cell: taskName(task),
    verdicts: Object.fromEntries(reported),
    states,
    transitions,
    depth,
    complete,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
};

const reportedVerdict = (
  model: Model,
  task: SearchTask,
  property: string,
  verdict: Verdict,
  kernel: Applier,
): ReportedVerdict => {
  switch (verdict.status) {
    case 'violated':
      return {
        status: 'broken',
        reason: verdict.reason,
        story: counterexampleOf(model, task, property, verdict, kernel),
      };
    case 'vacuous':
      return { status: 'moot' };
    default:
      return verdict;
  }
};
