import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for the files of one test file. */
export interface Scratch {
  /** There from the first test on. */
  readonly path: string;
  /** Puts a file into it, and folders on the way. @returns its path */
  readonly write: (name: string, content: Uint8Array | string) => string;
}

/** Makes the folder before the tests of the file that calls it, and takes it away after them. */
export const scratchFolder = (): Scratch => {
  let path = '';
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'warmboot-'));
  });
  afterAll(() => {
    rmSync(path, { recursive: true });
  });
  return {
    get path() {
      return path;
    },
    write: (name, content) => {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
};
