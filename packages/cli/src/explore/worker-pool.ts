import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { SearchRequest, TaskResult, TaskRunner } from '@warmboot/explorer';
import { PluginError } from '@warmboot/core';
import { GiB, MiB } from '@warmboot/address';
import { taskName } from '@warmboot/explorer';
import { Piscina } from 'piscina';
import type { PluginFault } from './worker.js';
import type { WorkerDescription } from './worker-context.js';

export interface WorkerPoolOptions extends WorkerDescription {
  /** Threads; as many as the computer can run at once unless told. */
  readonly workers?: number;
  /** Bytes that one search may come to; {@link USUAL_MEMORY} unless told. */
  readonly memory?: number;
}

/** Bytes of a search that fit into a thread as Node makes it, and what a search gets when nobody says more. */
export const USUAL_MEMORY = 2 * GiB;

/** A thread holds more than the states it counts: code, the values of a step, and what is not collected yet. */
const heapFor = (memory: number): number => Math.ceil((1.5 * Math.max(memory, USUAL_MEMORY)) / MiB);

/** A runner that holds on to something until it is closed. */
export interface OpenRunner extends TaskRunner {
  close(): Promise<void>;
}

/** Threads run what was built: they know nothing of a test runner that reads the sources. */
const WORKER = fileURLToPath(new URL('../../dist/explore/worker.js', import.meta.url));

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
  if (!existsSync(WORKER)) throw new TypeError(`${WORKER} is missing: build the packages first`);
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
