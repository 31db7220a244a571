import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { TraceDirectory } from '@warmboot/scenario';
import { LabError } from '../failure/lab-error.js';

/** @throws LabError where something of that name exists */
export const requireFresh = (folder: string): void => {
  if (existsSync(folder))
    throw new LabError(`${folder} exists: a recording is written into a folder of its own`);
};

/**
 * Writes a recording whole or not at all: into a folder of another name, which gets its own when everything is there.
 * @throws LabError where something of that name exists
 */
export const writeTrace = (folder: string, { trace, files }: TraceDirectory): void => {
  const target = resolve(folder);
  requireFresh(folder);
  mkdirSync(dirname(target), { recursive: true });
  const partial = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
  try {
    for (const [name, bytes] of files) writeFileSync(join(partial, name), bytes);
    writeFileSync(join(partial, 'trace.json'), `${JSON.stringify(trace, undefined, 1)}\n`);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
};
