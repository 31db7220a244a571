import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GuardedProcess } from '../../src/qemu/guarded-process.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'warmboot-test-'));

const until = async (condition: () => boolean): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (condition()) return true;
    await later(50);
  }
  return false;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

const pidIn = async (path: string): Promise<number> => {
  const file = join(path, 'pid');
  await until(() => existsSync(file) && readFileSync(file, 'utf8').trim() !== '');
  return Number(readFileSync(file, 'utf8'));
};

describe.skipIf(process.platform !== 'linux')('a guarded process (Linux alone: it reads /proc)', () => {
  it('ends when it is told to, and its folder with it', async () => {
    const own = folder();
    const guarded = new GuardedProcess('sleep', ['1000'], own, join(own, 'output'));
    const pid = await pidIn(own);
    expect(isAlive(pid)).toBe(true);
    await guarded.end();
    expect(await until(() => !isAlive(pid) && !existsSync(own))).toBe(true);
  });

  it('is known to have ended by itself', async () => {
    const own = folder();
    const guarded = new GuardedProcess('true', [], own, join(own, 'output'));
    expect(await until(() => guarded.ended)).toBe(true);
    await guarded.end();
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'does not outlive a keeper that gets %s',
    async (signal) => {
      const own = folder();
      const built = pathToFileURL(join(import.meta.dirname, '../../dist/qemu/guarded-process.js')).href;
      const program = `
      import { GuardedProcess } from ${JSON.stringify(built)};
      new GuardedProcess('sleep', ['1000'], ${JSON.stringify(own)}, ${JSON.stringify(join(own, 'output'))});
      setTimeout(() => {}, 100000);`;
      const keeper = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: 'inherit',
        detached: true,
      });
      const pid = await pidIn(own);
      expect(isAlive(pid)).toBe(true);
      // To the whole group of the keeper, as a terminal and a shell do.
      process.kill(-keeper.pid!, signal);
      expect(await until(() => !isAlive(pid) && !existsSync(own))).toBe(true);
    },
  );
});
