import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** A name beside a lock that no other process uses. */
const besides = (lock: string): string => `${lock}.${process.pid}`;

/** Makes the lock, whole from its first moment: whoever finds it reads who has it. */
const take = (lock: string): boolean => {
  const whole = besides(lock);
  writeFileSync(whole, ours());
  try {
    linkSync(whole, lock);
    held.add(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(whole, { force: true });
  }
};

/** Takes away the lock that a dead process left, and no other: one that somebody made since is put back. */
const clear = (lock: string, dead: string): void => {
  const aside = besides(lock);
  try {
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') !== dead) linkSync(aside, lock);
  } catch (error) {
    // Somebody else cleared it, or took it in the meantime.
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

/** Who has a lock; empty where nobody has it any more. */
const ownerOf = (lock: string): string => {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return '';
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
    const found = ownerOf(lock);
    if (!isAlive(lock, found)) clear(lock, found);
    if (!take(lock)) {
      const owner = ownerOf(lock);
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
