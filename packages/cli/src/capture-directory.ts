import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError } from '@warmboot/format';

/** Recordings hold small files; more is a mistake in the path. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** The files of a capture or trace directory, by name. Directories inside it are passed by. @throws FormatError */
export const readCaptureDirectory = (directory: string): ReadonlyMap<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (!entry.isFile() && !entry.isSymbolicLink()) continue;
    const info = statSync(path);
    if (!info.isFile()) continue;
    if (info.size > LARGEST_FILE) {
      throw new FormatError({
        format: 'capture',
        file: path,
        field: 'the size',
        found: `${info.size} bytes`,
        allowed: `at most ${LARGEST_FILE} bytes`,
      });
    }
    files.set(entry.name, readFileSync(path));
  }
  return files;
};
