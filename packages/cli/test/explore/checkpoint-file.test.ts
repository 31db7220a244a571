import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Campaign, TaskResult } from '@warmboot/explorer';
import {
  campaignMark,
  checkpointHeader,
  checkpointLine,
  parseCheckpoint,
  PROPERTIES,
} from '@warmboot/explorer';
import { afterAll, describe, expect, it } from 'vitest';
import { CheckpointFile } from '../../src/explore/checkpoint-file.js';

const scratch = mkdtempSync(join(tmpdir(), 'warmboot-checkpoint-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const CHILD = fileURLToPath(new URL('long-campaign.mjs', import.meta.url));

/** Runs the campaign, and kills it once it has told of so many searches. @returns what it printed */
const run = (checkpoint: string, workers: number, killAfter = Infinity): Promise<string[]> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CHILD, checkpoint, String(workers)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (lines.length === killAfter) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(lines));
  });

const result = (cell: string): TaskResult => ({
  cell,
  verdicts: { 'digest-holds': { status: 'holds' } },
  states: 3,
  transitions: 2,
  depth: 2,
  complete: true,
});

describe('a campaign that is killed', () => {
  it('goes on from what is on the disk, as often as it takes, to the same table', async () => {
    const whole = await run(join(scratch, 'whole.jsonl'), 1);
    expect(whole).toHaveLength(25);
    const path = join(scratch, 'killed.jsonl');
    const counts: string[] = [];
    for (const [workers, killAfter] of [
      [1, 1],
      [2, 4],
      [1, 9],
    ] as const) {
      const lines = await run(path, workers, killAfter);
      expect(lines.length).toBeGreaterThanOrEqual(killAfter);
      counts.push(...lines);
    }
    const last = await run(path, 2);
    counts.push(...last.slice(0, -1));
    // A search that was told of was on the disk: it is never made again.
    expect(new Set(counts).size).toBe(counts.length);
    expect(last.at(-1)).toBe(whole.at(-1));
  });
});

describe('a checkpoint', () => {
  it('that was cut off at any byte holds the searches whose lines are whole', () => {
    const text = `${checkpointHeader('m')}${checkpointLine(result('a'))}${checkpointLine(result('b'))}`;
    for (let length = 0; length <= text.length; length += 1) {
      const cut = text.slice(0, length);
      const whole = cut.split('\n').length - 1;
      const read = parseCheckpoint(cut, 'm');
      expect(read?.checkpoint.done.length ?? -1).toBe(whole - 1);
      expect(read?.length ?? 0).toBe(cut.lastIndexOf('\n') + 1);
    }
  });

  it('is appended to after its last whole line', () => {
    const path = join(scratch, 'torn.jsonl');
    writeFileSync(path, `${checkpointHeader('m')}${checkpointLine(result('ä'))}{"cell":"é`);
    const file = new CheckpointFile(path, 'm');
    expect(file.checkpoint?.done).toEqual([result('ä')]);
    file.append(result('b'));
    file.close();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
    const again = new CheckpointFile(path, 'm');
    expect(again.checkpoint?.done.map(({ cell }) => cell)).toEqual(['ä', 'b']);
    again.close();
  });

  it('of another campaign, and any other file, is refused and left as it is', () => {
    const path = join(scratch, 'other.jsonl');
    for (const [text, words] of [
      [checkpointHeader('other'), 'which is another campaign'],
      ['# Notes\n', 'a file that warmboot explore wrote'],
      ['no line', 'a file that warmboot explore wrote'],
      [`${checkpointHeader('m')}rubbish\n${checkpointLine(result('a'))}`, 'line 2'],
    ] as const) {
      writeFileSync(path, text);
      expect(() => new CheckpointFile(path, 'm')).toThrow(words);
      expect(() => new CheckpointFile(path, 'm')).toThrow(path);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });

  it('knows a campaign by everything it says', () => {
    const campaign: Campaign = { situations: [], architectures: ['arm64'], policies: [['none']] };
    const marks = [
      campaignMark(campaign, PROPERTIES),
      campaignMark(campaign, PROPERTIES.slice(1)),
      campaignMark({ ...campaign, limits: { states: 5 } }, PROPERTIES),
      campaignMark({ ...campaign, reduce: false }, PROPERTIES),
      campaignMark({ ...campaign, profiles: ['linux-6.8'] }, PROPERTIES),
      campaignMark({ ...campaign, policies: [['none', 'none']] }, PROPERTIES),
    ];
    expect(new Set(marks).size).toBe(marks.length);
  });
});
