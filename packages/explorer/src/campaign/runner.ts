import type { SearchOptions } from '../search/search.js';
import type { Cell } from '../model/cell.js';
import type { CellResult, Workshop } from './search-cell.js';
import { searchCell } from './search-cell.js';

/** What a runner is asked to do with a cell; plain data, fit for a message to a worker. */
export interface CellTask {
  readonly cell: Cell;
  readonly limits?: SearchOptions['limits'];
  readonly reduce?: boolean;
  /** Names of properties; all of them where absent. */
  readonly properties?: readonly string[];
}

/**
 * Whoever does the searching: this process, a pool of workers, machines behind a queue. A task in, a result out; a search
 * depends on its task alone, so neither their number nor their order shows in what comes out.
 */
export interface CellRunner {
  /** How many tasks may be under way at once. */
  readonly width: number;
  /** Searches one cell. */
  run(task: CellTask): Promise<CellResult>;
}

/** Searches here, one cell after another. What a worker thread runs for each task, too. */
export const inProcess = (workshop: Workshop, onProgress?: SearchOptions['onProgress']): CellRunner => ({
  width: 1,
  run: ({ cell, limits, reduce, properties }) =>
    Promise.resolve(
      searchCell(workshop, cell, {
        ...(limits === undefined ? {} : { limits }),
        ...(reduce === undefined ? {} : { reduce }),
        ...(properties === undefined ? {} : { properties }),
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
    ),
});
