import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { FormatError } from '@warmboot/format';

/** What this process holds: a number of a process comes again, and one that was killed may have had ours. */
const held = new Set<string>();

const ours = (): string => `${process.pid} on ${hostname()}`;

/** Whether the process that a lock names may still be at work. One of another computer may. */
const isAlive = (lock: string, owner: string): boolean => {
  if (owner === ours()) return held.has(lock);
  const [, id, host] = /^(\d+) on (.*)$/.exec(owner) ?? [];
  if (id === undefined) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(Number(id), 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const take = (lock: string): boolean => {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, ours());
    closeSync(file);
    held.add(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
};

/**
 * Keeps a file for this process alone, by another file beside it. What a process left that was killed holds nobody up.
 * @returns lets go of it
 * @throws FormatError while another process has it
 */
export const lockCheckpoint = (path: string): (() => void) => {
  const lock = `${path}.lock`;
  if (!take(lock)) {
    const owner = readFileSync(lock, 'utf8');
    if (!isAlive(lock, owner)) rmSync(lock, { force: true });
    if (isAlive(lock, owner) || !take(lock)) {
      throw new FormatError({
        format: 'checkpoint',
        file: path,
        field: 'it',
        found: `in use by process ${owner}`,
        allowed: 'a file that one command works on',
        advice: `Wait for it, or share the work with --redis. If no such process is there, remove ${lock}.`,
      });
    }
  }
  return () => {
    held.delete(lock);
    rmSync(lock, { force: true });
  };
};
