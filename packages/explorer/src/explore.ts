import type { Campaign } from './campaign/campaign.js';
import { cellsOf } from './campaign/campaign.js';
import type { CellResult, Workshop } from './campaign/search-cell.js';
import { cellName } from './model/cell.js';
import type { Checkpoint } from './campaign/checkpoint.js';
import { campaignMark } from './campaign/checkpoint.js';
import type { CellRunner, CellTask } from './campaign/runner.js';
import { inProcess } from './campaign/runner.js';
import type { VerdictTable } from './report/verdict-table.js';
import { verdictTable } from './report/verdict-table.js';
import { propertiesOf } from './properties/catalogue.js';

/** How far a campaign is. */
export interface CampaignProgress {
  readonly done: number;
  readonly of: number;
  /** The search that has just ended. */
  readonly cell: CellResult;
}

export interface ExploreOptions extends Workshop {
  readonly campaign: Campaign;
  /** This process unless told. */
  readonly runner?: CellRunner;
  /** What an earlier run that was stopped had come to. */
  readonly checkpoint?: Checkpoint;
  /** Told of each search as it ends. Whoever keeps the results has a {@link Checkpoint}. */
  onProgress?(progress: CampaignProgress): void;
  /** Asked before each search: `true` ends the campaign in good order, with what is known so far. */
  stop?(): boolean;
}

/** What a campaign came to. */
export interface Exploration {
  readonly results: readonly CellResult[];
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
  const cells = cellsOf(campaign);
  const done = new Map(options.checkpoint?.done.map((result) => [result.cell, result]));
  const waiting = cells.filter((cell) => !done.has(cellName(cell)));
  const work = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      if (options.stop?.() === true) return;
      const { limits, reduce, properties: asked } = campaign;
      const task: CellTask = {
        cell,
        ...(limits === undefined ? {} : { limits }),
        ...(reduce === undefined ? {} : { reduce }),
        ...(asked === undefined ? {} : { properties: asked }),
      };
      const result = await runner.run(task).catch((error: unknown) => {
        // The campaign has failed: nobody begins another search.
        waiting.length = 0;
        throw error;
      });
      done.set(result.cell, result);
      options.onProgress?.({ done: done.size, of: cells.length, cell: result });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, runner.width) }, work));

  const results = cells.map((cell) => done.get(cellName(cell))).filter((result) => result !== undefined);
  return {
    results,
    table: verdictTable(campaign, properties, results),
    complete: results.length === cells.length && results.every(({ complete }) => complete),
  };
};
