import type { SearchTask } from '../model/search-task.js';
import type { SearchOptions } from '../search/search.js';
import type { TaskResult, WorkerContext } from './run-task.js';
import { RememberedSituations } from './remembered-situations.js';
import { runTask } from './run-task.js';

/** What a runner is asked for: a task, and how its search is made. Plain data, fit for a message to a worker. */
export interface SearchRequest {
  readonly task: SearchTask;
  readonly limits?: SearchOptions['limits'];
  readonly reduce?: boolean;
  readonly symmetry?: boolean;
  /** Names of properties; all of them where absent. */
  readonly properties?: readonly string[];
}

/**
 * Whoever does the searching: this process, a pool of workers, machines behind a queue. A request in, a result out; a search
 * depends on its request alone, so neither their number nor their order shows in what comes out.
 */
export interface TaskRunner {
  /** How many searches may be under way at once. */
  readonly width: number;
  /** Makes one search. */
  run(request: SearchRequest): Promise<TaskResult>;
}

/** Searches here, one task after another. What a worker thread runs for each request, too. */
export const inProcess = (context: WorkerContext, onProgress?: SearchOptions['onProgress']): TaskRunner => {
  const remembering = { remembered: new RememberedSituations(), ...context };
  return {
    width: 1,
    run: ({ task, limits, reduce, symmetry, properties }) =>
      Promise.resolve(
        runTask(remembering, task, {
          ...(limits === undefined ? {} : { limits }),
          ...(reduce === undefined ? {} : { reduce }),
          ...(symmetry === undefined ? {} : { symmetry }),
          ...(properties === undefined ? {} : { properties }),
          ...(onProgress === undefined ? {} : { onProgress }),
        }),
      ),
  };
};
