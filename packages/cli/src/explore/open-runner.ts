import type { Framework } from '@warmboot/core';
import { inProcess } from '@warmboot/explorer';
import { queueRunner, serveQueue } from './redis-queue.js';
import type { OpenRunner } from './worker-pool.js';
import { workerPool } from './worker-pool.js';
import type { WorkshopDescription } from './workshop.js';

/**
 * Whoever searches: a queue where one was named, in which this process takes its part; threads where there are several, else this thread.
 * @throws QueueError when the queue cannot be used
 */
export const openRunner = async (
  framework: Framework,
  workshop: WorkshopDescription,
  { workers, redis }: { readonly workers: number; readonly redis?: string },
): Promise<OpenRunner> => {
  if (redis !== undefined) {
    const server = await serveQueue(redis, { workers });
    const runner = await queueRunner(redis, workshop);
    return {
      ...runner,
      async close() {
        await runner.close();
        await server.close();
      },
    };
  }
  if (workers > 1) return workerPool({ ...workshop, workers });
  return { ...inProcess({ framework }), close: () => Promise.resolve() };
};
