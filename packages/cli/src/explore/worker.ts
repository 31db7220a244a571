import { workerData } from 'node:worker_threads';
import type { CellResult, CellTask } from '@warmboot/explorer';
import { inProcess } from '@warmboot/explorer';
import type { WorkshopDescription } from './workshop.js';
import { workshopFrom } from './workshop.js';

/** What a worker thread runs: one workshop for its life, one search a task. */
const runner = inProcess(await workshopFrom(workerData as WorkshopDescription));

export const searchTask = (task: CellTask): Promise<CellResult> => runner.run(task);
