import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { SearchRequest, TaskResult, TaskRunner } from '@warmboot/explorer';
import { PluginError } from '@warmboot/core';
import { MiB } from '@warmboot/address';
import { taskName } from '@warmboot/explorer';
import { Piscina } from 'piscina';
import { USUAL_MEMORY } from './usual-memory.js';
import type { PluginFault } from './worker.js';
import type { WorkerDescription } from './worker-context.js';

export interface WorkerPoolOptions extends WorkerDescription {
  /** Threads; as many as the computer can run at once unless told. */
  readonly workers?: number;
  /** Bytes that one search may come to; {@link USUAL_MEMORY} unless told. */
  readonly memory?: number;
}

/** A thread holds more than the states it counts: code, the values of a step, and what is not collected yet. */
const heapFor = (memory: number): number => Math.ceil((1.5 * Math.max(memory, USUAL_MEMORY)) / MiB);

/** A runner that holds on to something until it is closed. */
export interface OpenRunner extends TaskRunner {
  close(): Promise<void>;
}

/**
 * What threads run, which lies beside this. They run what was built: where this is a source, which only a test runner
 * reads, the worker is in the folder of what was built.
 */
const WORKER = ['./worker.js', '../../dist/explore/worker.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/**
 * Makes searches in worker threads.
 *
 * A worker is told what to search by plain data alone. When it starts it is given the {@link WorkerDescription}, and
 * makes its own framework, actors and properties; then each message is a {@link SearchRequest}: the task (a situation in full,
 * the names of an architecture, of policies, and perhaps of a kernel profile), limits, and whether to reduce. Its answer is
 * a {@link TaskResult}. Nothing is shared, so results are the same for any number of workers; `explore` puts them in order.
 */
export const workerPool = ({
  workers = availableParallelism(),
  memory = USUAL_MEMORY,
  plugins,
}: WorkerPoolOptions): OpenRunner => {
  if (WORKER === undefined) throw new TypeError('there is no worker to run: build the packages first');
  const pool = new Piscina<SearchRequest, TaskResult | PluginFault>({
    filename: WORKER,
    name: 'runSearch',
    minThreads: workers,
    maxThreads: workers,
    resourceLimits: { maxOldGenerationSizeMb: heapFor(memory) },
    workerData: { plugins } satisfies WorkerDescription,
  });
  return {
    width: workers,
    async run(request) {
      const result = await pool.run(request).catch((error: unknown) => {
        throw failed(request, error);
      });
      if ('pluginFault' in result) throw new PluginError(result.pluginFault);
      return result;
    },
    close: () => pool.destroy(),
  };
};

/** An error that says which search it ended: a thread's own stack tells nothing of that. */
const failed = ({ task }: SearchRequest, error: unknown): Error => {
  const { message, code } = error as NodeJS.ErrnoException;
  const why =
    code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? 'its worker ran out of memory; a limit on states would end it in good order'
      : message;
  return new Error(`the search of ${taskName(task)} failed: ${why}`, { cause: error });
};
