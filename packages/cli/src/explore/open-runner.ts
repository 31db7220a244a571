import type { Framework } from '@warmboot/core';
import { inProcess } from '@warmboot/explorer';
import type { OpenRunner } from './worker-pool.js';
import { USUAL_MEMORY } from './usual-memory.js';
import type { WorkerDescription } from './worker-context.js';

/** Who searches, and how much a search may take. */
export interface RunnerOptions {
  /** Threads. */
  readonly workers: number;
  /** Bytes that one search may come to. */
  readonly memory: number;
  readonly redis?: string;
}

/**
 * Whoever searches: a queue where one was named, in which this process takes its part; threads where there are several, or
 * where a search may need more memory than this thread has; else this thread.
 * @throws QueueError when the queue cannot be used
 */
export const openRunner = async (
  framework: Framework,
  worker: WorkerDescription,
  { workers, memory, redis }: RunnerOptions,
): Promise<OpenRunner> => {
  if (redis !== undefined) {
    const { queueRunner, serveQueue } = await import('./redis-queue.js');
    const server = await serveQueue(redis, { workers, memory });
    const runner = await queueRunner(redis, worker);
    return {
      ...runner,
      async close() {
        await runner.close();
        await server.close();
      },
    };
  }
  if (workers > 1 || memory > USUAL_MEMORY) {
    const { workerPool } = await import('./worker-pool.js');
    return workerPool({ ...worker, workers, memory });
  }
  return { ...inProcess({ framework }), close: () => Promise.resolve() };
};
