import { workerData } from 'node:worker_threads';
import type { CellResult, CellRunner, CellTask } from '@warmboot/explorer';
import { inProcess } from '@warmboot/explorer';
import type { WorkshopDescription } from './workshop.js';
import { workshopFrom } from './workshop.js';

let runner: Promise<CellRunner> | undefined;

/**
 * What a worker thread runs: one workshop for its life, one search a task. The workshop is made by the first task and not
 * while this module is loaded: whoever loads it with `require()` cannot wait for a module.
 */
export const searchTask = async (task: CellTask): Promise<CellResult> => {
  runner ??= workshopFrom(workerData as WorkshopDescription).then(inProcess);
  return (await runner).run(task);
};
