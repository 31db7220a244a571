import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { CheckpointFile } from '../../src/explore/checkpoint-file.js';

const scratch = mkdtempSync(join(tmpdir(), 'warmboot lock '));
afterAll(() => rmSync(scratch, { recursive: true }));

const CAMPAIGN = fileURLToPath(new URL('../explore/long-campaign.mjs', import.meta.url));

describe('two commands on one checkpoint', () => {
  it('the second is told who has it, and takes nothing from it', async () => {
    const path = join(scratch, 'shared.jsonl');
    const first = spawn(process.execPath, [CAMPAIGN, path, '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(first, 'close');
    await once(createInterface({ input: first.stdout }), 'line');
    first.kill('SIGSTOP');
    const before = readFileSync(path, 'utf8');
    expect(() => new CheckpointFile(path, 'm')).toThrow(
      `${path}: checkpoint: it is in use by process ${first.pid} on ${hostname()}; allowed: a file that one command works on`,
    );
    expect(readFileSync(path, 'utf8')).toBe(before);
    // Termination ends it as it stands: all that it told of is on the disk, and nobody waits for it.
    first.kill('SIGTERM');
    first.kill('SIGCONT');
    await ended;
    expect(first.signalCode).toBe('SIGTERM');
    expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true);
    expect(() => new CheckpointFile(path, 'm')).toThrow('which is another campaign');
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('one process opens it once', () => {
    const path = join(scratch, 'twice.jsonl');
    const file = new CheckpointFile(path, 'm');
    expect(() => new CheckpointFile(path, 'm')).toThrow(`in use by process ${process.pid}`);
    file.close();
    new CheckpointFile(path, 'm').close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('what was killed holds nobody up, and what runs elsewhere does', () => {
    const path = join(scratch, 'stale.jsonl');
    // The highest number that Linux gives is 2^22; a number of ours from an earlier life is as dead.
    for (const dead of [`4194304 on ${hostname()}`, `${process.pid} on ${hostname()}`, '', 'rubbish']) {
      writeFileSync(`${path}.lock`, dead);
      new CheckpointFile(path, 'm').close();
    }
    writeFileSync(`${path}.lock`, '1 on another.example');
    expect(() => new CheckpointFile(path, 'm')).toThrow('in use by process 1 on another.example');
    expect(readFileSync(`${path}.lock`, 'utf8')).toBe('1 on another.example');
  });
});
