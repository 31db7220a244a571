import { QueueError } from '../session/queue-error.js';
import type { SearchRequest, TaskResult } from '@warmboot/explorer';
import type * as BullMQ from 'bullmq';
import type { Redis } from 'ioredis';
import { taskName } from '@warmboot/explorer';
import type { OpenRunner } from './worker-pool.js';
import { workerPool } from './worker-pool.js';
import type { WorkerDescription } from './worker-context.js';

/** Tasks and results of one form: what another version of it waits for lies in another queue. */
const QUEUE = 'warmboot-explore-2';

/** What lies in the queue: everything that whoever takes it must know. */
interface QueuedSearch {
  readonly worker: WorkerDescription;
  readonly request: SearchRequest;
}

/** Searches that may wait in the queue at once. */
const WIDTH = 1024;

/** Seconds for which an answer is kept for whoever asked. */
const KEEP_SECONDS = 3600;

interface Libraries {
  readonly bullmq: typeof BullMQ;
  readonly Redis: typeof Redis;
}

/** Both are large, and few need them: whoever does installs them. */
const libraries = async (): Promise<Libraries> => {
  try {
    return { bullmq: await import('bullmq'), Redis: (await import('ioredis')).Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new QueueError('a queue needs two more packages: npm install bullmq ioredis', { cause: error });
  }
};

/** Connections to one server. A second one is for whoever waits on it: a wait blocks its connection. */
class Connections {
  readonly #Redis: typeof Redis;
  readonly #url: string;
  readonly #open: Redis[] = [];

  constructor({ Redis }: Pick<Libraries, 'Redis'>, url: string) {
    this.#Redis = Redis;
    this.#url = url;
  }

  /** @throws QueueError when nobody answers there */
  async open(): Promise<Redis> {
    let answered = false;
    let reason: Error | undefined;
    const redis = new this.#Redis(this.#url, {
      lazyConnect: true,
      maxRetriesPerRequest: null,
      // A server that was there may come back; one that never was is a mistake in the address.
      retryStrategy: (times) => (answered ? Math.min(1000, times * 50) : null),
    });
    redis.on('error', (error: Error) => (reason = error));
    this.#open.push(redis);
    try {
      await redis.connect();
      answered = true;
      return redis;
    } catch (error) {
      const why = reason ?? (error as Error);
      throw new QueueError(`no Redis at ${this.#url}: ${why.message}`, { cause: error });
    }
  }

  close(): void {
    for (const redis of this.#open) redis.disconnect();
  }
}

/**
 * Makes searches on whatever machines serve the queue at a Redis server: see {@link serveQueue}. Which of them makes a
 * search, and how many there are, does not show in the result.
 * @param url `redis://HOST:PORT`, or the path of a socket
 * @throws QueueError when the libraries or the server are not there
 */
export const queueRunner = async (url: string, worker: WorkerDescription): Promise<OpenRunner> => {
  const { bullmq, ...connecting } = await libraries();
  const connections = new Connections(connecting, url);
  try {
    const queue: BullMQ.Queue<QueuedSearch, TaskResult> = new bullmq.Queue(QUEUE, {
      connection: await connections.open(),
    });
    const events: BullMQ.QueueEvents = new bullmq.QueueEvents(QUEUE, {
      connection: await connections.open(),
    });
    await events.waitUntilReady();
    // Every search that waits listens to both.
    queue.setMaxListeners(WIDTH + 10);
    events.setMaxListeners(WIDTH + 10);
    return {
      width: WIDTH,
      async run(request) {
        const job = await queue.add(
          'search',
          { worker, request },
          { removeOnComplete: { age: KEEP_SECONDS }, removeOnFail: { age: KEEP_SECONDS } },
        );
        try {
          return await job.waitUntilFinished(events);
        } catch (error) {
          const { message } = error as Error;
          const named = message.includes(taskName(request.task));
          throw named
            ? error
            : new Error(`the search of ${taskName(request.task)} failed: ${message}`, { cause: error });
        }
      },
      async close() {
        await events.close();
        await queue.close();
        connections.close();
      },
    };
  } catch (error) {
    connections.close();
    throw error;
  }
};

const PATIENCE_MS = 30_000;

/** Servers that may die over one search before it counts as failed. */
const MANY_DEATHS = 10;

export interface ServeOptions {
  /** Threads; as many as the computer can run at once unless told. */
  readonly workers?: number;
  /** Bytes that one search may come to here. */
  readonly memory?: number;
  /**
   * Milliseconds after which a search is another's whose server says nothing more; half a minute unless told. One that is alive
   * says so twice in that time, however long its search takes.
   */
  readonly patience?: number;
  /** Told of each search that was made here. */
  onSearch?(task: string, failure?: Error): void;
}

/** Somebody who serves a queue until he is told to stop. */
export interface QueueServer {
  /** Ends in good order: searches that are under way are finished first. */
  close(): Promise<void>;
}

/**
 * Takes searches from the queue at a Redis server and makes them here, in worker threads. Whoever asks says which plugins
 * belong to it; they must be installed here too. A server that dies leaves its searches to the others.
 * @throws QueueError when the libraries or the server are not there
 */
export const serveQueue = async (url: string, options: ServeOptions = {}): Promise<QueueServer> => {
  const { bullmq, ...connecting } = await libraries();
  const connections = new Connections(connecting, url);
  const pools = new Map<string, OpenRunner>();
  const { workers, memory, patience = PATIENCE_MS } = options;
  const threads = {
    ...(workers === undefined ? {} : { workers }),
    ...(memory === undefined ? {} : { memory }),
  };
  const poolFor = (worker: WorkerDescription): OpenRunner => {
    const key = JSON.stringify(worker);
    const pool = pools.get(key) ?? workerPool({ ...worker, ...threads });
    pools.set(key, pool);
    return pool;
  };
  try {
    const { width } = poolFor({ plugins: [] });
    const search = ({ data }: BullMQ.Job<QueuedSearch, TaskResult>): Promise<TaskResult> =>
      poolFor(data.worker).run(data.request);
    const server: BullMQ.Worker<QueuedSearch, TaskResult> = new bullmq.Worker(QUEUE, search, {
      connection: await connections.open(),
      concurrency: width,
      lockDuration: patience,
      stalledInterval: patience,
      // A search is no worse for servers that died of something else.
      maxStalledCount: MANY_DEATHS,
    });
    server.on('completed', ({ data }) => options.onSearch?.(taskName(data.request.task)));
    server.on('failed', (job, error) => {
      if (job !== undefined) options.onSearch?.(taskName(job.data.request.task), error);
    });
    await server.waitUntilReady();
    return {
      async close() {
        await server.close();
        for (const pool of pools.values()) await pool.close();
        connections.close();
      },
    };
  } catch (error) {
    for (const pool of pools.values()) await pool.close();
    connections.close();
    throw error;
  }
};
