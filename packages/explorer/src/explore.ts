import type { Campaign } from './campaign/campaign.js';
import { tasksOf } from './campaign/campaign.js';
import type { Checkpoint } from './campaign/checkpoint.js';
import { campaignMark } from './campaign/checkpoint.js';
import type { SearchRequest, TaskRunner } from './campaign/runner.js';
import { inProcess } from './campaign/runner.js';
import type { TaskResult, WorkerContext } from './campaign/run-task.js';
import { taskName } from './model/search-task.js';
import { propertiesOf } from './properties/catalogue.js';
import type { VerdictTable } from './report/verdict-table.js';
import { verdictTable } from './report/verdict-table.js';

/** How far a campaign is. */
export interface CampaignProgress {
  readonly done: number;
  readonly of: number;
  /** The search that has just ended. */
  readonly result: TaskResult;
}

export interface ExploreOptions extends WorkerContext {
  readonly campaign: Campaign;
  /** This process unless told. */
  readonly runner?: TaskRunner;
  /** What an earlier run that was stopped had come to. */
  readonly checkpoint?: Checkpoint;
  /** Told of each search as it ends. Whoever keeps the results has a {@link Checkpoint}. */
  onProgress?(progress: CampaignProgress): void;
  /** Asked before each search: `true` ends the campaign in good order, with what is known so far. */
  stop?(): boolean;
}

/** What a campaign came to. */
export interface Exploration {
  readonly results: readonly TaskResult[];
  readonly table: VerdictTable;
  /** Whether every search of the campaign was made, each to its end. */
  readonly complete: boolean;
}

/**
 * Runs a campaign. The result does not depend on the runner, nor on how often the campaign was stopped and taken up.
 * @throws TypeError for a checkpoint of another campaign, UnknownNameError for a property that nobody brought
 */
export const explore = async (options: ExploreOptions): Promise<Exploration> => {
  const { framework, campaign, runner = inProcess(options) } = options;
  const properties = propertiesOf(framework, campaign.properties);
  const mark = campaignMark(campaign, properties);
  if (options.checkpoint !== undefined && options.checkpoint.campaign !== mark) {
    throw new TypeError(
      'the checkpoint is of another campaign: its situations, policies or properties differ',
    );
  }
  const tasks = tasksOf(campaign);
  const done = new Map(options.checkpoint?.done.map((result) => [result.cell, result]));
  const waiting = tasks.filter((task) => !done.has(taskName(task)));
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      if (options.stop?.() === true) return;
      const { limits, reduce, symmetry, properties: asked } = campaign;
      const request: SearchRequest = {
        task,
        ...(limits === undefined ? {} : { limits }),
        ...(reduce === undefined ? {} : { reduce }),
        ...(symmetry === undefined ? {} : { symmetry }),
        ...(asked === undefined ? {} : { properties: asked }),
      };
      const result = await runner.run(request).catch((error: unknown) => {
        // The campaign has failed: nobody begins another search.
        waiting.length = 0;
        throw error;
      });
      done.set(result.cell, result);
      options.onProgress?.({ done: done.size, of: tasks.length, result });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, runner.width) }, work));

  const results = tasks.map((task) => done.get(taskName(task))).filter((result) => result !== undefined);
  return {
    results,
    table: verdictTable(campaign, properties, results),
    complete: results.length === tasks.length && results.every(({ complete }) => complete),
  };
};
