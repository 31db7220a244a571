import { PluginError } from '@warmboot/core';
import { fileURLToPath } from 'node:url';
import type { Campaign } from '@warmboot/explorer';
import { explore, jsonReport } from '@warmboot/explorer';
import { threadSituations } from '@warmboot/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenRunner, WorkerPoolOptions } from '../../src/explore/worker-pool.js';
import { workerPool } from '../../src/explore/worker-pool.js';
import { workerContextFrom } from '../../src/explore/worker-context.js';
import type { NamedPlugin } from '../../src/plugins/named-plugin.js';

const named = (name: string): NamedPlugin => ({ name, directory: process.cwd(), askedBy: '--plugin' });

const campaign: Campaign = {
  situations: threadSituations().filter(({ name }) => ['adjacent', 'stays', 'kdump-tools'].includes(name)),
  architectures: ['arm64', 'x86_64'],
  policies: [['none'], ['notifier-as-posted'], ['unload-and-hold']],
};

const open: OpenRunner[] = [];
const pool = (options: WorkerPoolOptions): OpenRunner => {
  const runner = workerPool(options);
  open.push(runner);
  return runner;
};

afterEach(async () => {
  for (const runner of open.splice(0)) await runner.close();
});

describe('worker threads', () => {
  it('give what this process gives, one as well as two', async () => {
    const plugins: NamedPlugin[] = [];
    const context = await workerContextFrom({ plugins });
    const here = await explore({ ...context, campaign });
    const one = await explore({ ...context, campaign, runner: pool({ workers: 1, plugins }) });
    const two = await explore({ ...context, campaign, runner: pool({ workers: 2, plugins }) });
    expect(here.results).toHaveLength(18);
    expect(JSON.stringify(one.results)).toBe(JSON.stringify(here.results));
    expect(JSON.stringify(two.results)).toBe(JSON.stringify(here.results));
    expect(jsonReport(two.table)).toBe(jsonReport(here.table));
  });

  it("know a user's own policies, actors and properties", async () => {
    const plugins = [named(fileURLToPath(new URL('own-plugin.mjs', import.meta.url)))];
    const context = await workerContextFrom({ plugins });
    const { table } = await explore({
      ...context,
      campaign: {
        situations: [
          { name: 'quiet', story: 'nothing happens', devices: {}, actors: [{ actor: 'bystander' }] },
        ],
        architectures: ['arm64'],
        policies: [['mine']],
      },
      runner: pool({ workers: 1, plugins }),
    });
    const at = table.columns.findIndex(({ name }) => name === 'nobody-looks');
    expect(table.rows[0]!.cells[at]!.story?.reason).toBe('somebody looked');
  });

  it('tell a plugin that fails from a mistake of our own', async () => {
    const plugins = [named(fileURLToPath(new URL('own-plugin.mjs', import.meta.url)))];
    const runner = pool({ workers: 1, plugins });
    const situation = { name: 's', story: '', devices: {}, actors: [{ actor: 'clumsy' }] };
    const task = { situation, architecture: 'arm64', policies: ['none'] };
    await expect(runner.run({ task })).rejects.toThrow(PluginError);
    await expect(runner.run({ task })).rejects.toThrow(
      /actor clumsy of plugin own-plugin .*throws Error: oops/,
    );
  });

  it('that die take one search with them, which is named', async () => {
    const plugins = [named(fileURLToPath(new URL('own-plugin.mjs', import.meta.url)))];
    const runner = pool({ workers: 1, plugins });
    const searchWith = (actor: string) => ({
      task: {
        situation: { name: 's', story: '', devices: {}, actors: [{ actor }] },
        architecture: 'arm64',
        policies: ['none'],
      },
    });
    await expect(runner.run(searchWith('deadly'))).rejects.toThrow(
      'the search of s / arm64 / none failed: worker exited with code: 3',
    );
    expect(await runner.run(searchWith('bystander'))).toMatchObject({ complete: true });
  });

  it('say which search failed, and why', async () => {
    const plugins: NamedPlugin[] = [];
    const context = await workerContextFrom({ plugins });
    const absurd = { ...campaign.situations[0]!, name: 'absurd', actors: [{ actor: 'gremlin' }] };
    const runner = pool({ workers: 2, plugins });
    await expect(
      explore({ ...context, campaign: { ...campaign, situations: [absurd] }, runner }),
    ).rejects.toThrow(/absurd \/ (arm64|x86_64) \/ none failed: unknown actor "gremlin"/);
  });

  it('say that a module is not there', async () => {
    const runner = pool({ workers: 1, plugins: [named('./no-such-module.js')] });
    const [situation] = campaign.situations;
    const task = { situation: situation!, architecture: 'arm64', policies: ['none'] };
    await expect(runner.run({ task })).rejects.toThrow(/no-such-module/);
  });
});
