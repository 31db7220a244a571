import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Campaign } from '@warmboot/explorer';
import { combinations, explore, tasksOf } from '@warmboot/explorer';
import { threadSituations } from '@warmboot/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueueError } from '../../src/session/queue-error.js';
import { queueRunner, serveQueue } from '../../src/explore/redis-queue.js';
import { workerContextFrom } from '../../src/explore/worker-context.js';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

const SERVER = fileURLToPath(new URL('queue-server.mjs', import.meta.url));
const PATIENCE_MS = 1500;

const campaign: Campaign = {
  situations: threadSituations().filter(({ name }) => ['adjacent', 'never-executed'].includes(name)),
  architectures: ['arm64', 'x86_64'],
  policies: [['none'], ['notifier-corrected']],
};

describe.skipIf(!hasRedis)(
  hasRedis ? 'a campaign over a queue' : 'a campaign over a queue (redis-server is missing)',
  () => {
    const scratch = mkdtempSync(join(tmpdir(), 'warmboot-redis-'));
    const socket = join(scratch, 'redis.sock');
    let redis: ChildProcess;

    beforeAll(async () => {
      const alone = [
        '--port',
        '0',
        '--unixsocket',
        socket,
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        scratch,
      ];
      redis = spawn('redis-server', alone, { stdio: 'ignore' });
      while (!existsSync(socket)) await pause(20);
    });

    afterAll(() => {
      redis.kill();
      rmSync(scratch, { recursive: true, force: true });
    });

    it('gives what this process gives, whoever takes which search', async () => {
      const plugins = { plugins: [] };
      const context = await workerContextFrom(plugins);
      const here = await explore({ ...context, campaign });
      const served: string[][] = [[], []];
      const servers = await Promise.all(
        served.map((tasks) => serveQueue(socket, { workers: 1, onSearch: (task) => tasks.push(task) })),
      );
      const runner = await queueRunner(socket, plugins);
      const there = await explore({ ...context, campaign, runner });
      expect(JSON.stringify(there.results)).toBe(JSON.stringify(here.results));

      const [situation] = campaign.situations;
      const task = {
        situation: { ...situation!, actors: [{ actor: 'gremlin' }] },
        architecture: 'arm64',
        policies: [],
      };
      await expect(runner.run({ task })).rejects.toThrow(/the search of .* failed: .*gremlin/);
      await runner.close();
      for (const server of servers) await server.close();
      expect(served.flat()).toHaveLength(here.results.length + 1);
    });

    it('of triples, by three processes of which one is killed, gives what this process gives', async () => {
      const plugins = { plugins: [] };
      const context = await workerContextFrom(plugins);
      const names = ['none', 'validate-at-load', 'udev-reload', 'veto-remove'];
      const [situation] = campaign.situations;
      const triples = { ...campaign, situations: [situation!], policies: combinations(names, 3) };
      const here = await explore({ ...context, campaign: triples });

      const first = spawn(process.execPath, [SERVER, socket, String(PATIENCE_MS)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const runner = await queueRunner(socket, plugins);
      // It has made one, and has taken the next: nobody else is there yet.
      createInterface({ input: first.stdout }).once('line', () => first.kill('SIGKILL'));
      const died = once(first, 'close');
      const there = explore({ ...context, campaign: triples, runner });
      expect(await died).toEqual([null, 'SIGKILL']);
      const servers = await Promise.all(
        [1, 2].map(() => serveQueue(socket, { workers: 1, patience: PATIENCE_MS })),
      );
      expect(JSON.stringify((await there).results)).toBe(JSON.stringify(here.results));
      expect(here.results).toHaveLength(tasksOf(triples).length);
      await runner.close();
      for (const server of servers) await server.close();
    });
  },
);

describe('a queue that is not there', () => {
  it('is named, with the reason', async () => {
    const nowhere = join(tmpdir(), 'warmboot-no-such-redis.sock');
    await expect(queueRunner(nowhere, { plugins: [] })).rejects.toThrow(QueueError);
    await expect(queueRunner(nowhere, { plugins: [] })).rejects.toThrow(
      `no Redis at ${nowhere}: connect ENOENT`,
    );
    await expect(serveQueue(nowhere, { workers: 1 })).rejects.toThrow(QueueError);
  });
});
