import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blobsOf } from '@warmboot/answers';
import { FormatError } from '@warmboot/format';
import type { LoadPrediction } from '@warmboot/scenario';
import { writeFile } from '../session/write-file.js';

/** The directory, made where it is not there. @throws FormatError for one that holds anything */
const emptyDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  const [first] = readdirSync(directory);
  if (first === undefined) return;
  throw new FormatError({
    format: '--write',
    file: directory,
    field: 'the directory',
    found: `not empty (it holds ${first})`,
    allowed: 'a new directory or an empty one',
    advice: 'Nothing that is there is written over: name another directory, or empty this one.',
  });
};

/**
 * Writes what a load would leave in memory.
 * @returns names of the files, in the order in which they were written
 * @throws FormatError for a directory that is not empty
 */
export const writeBlobs = (directory: string, prediction: LoadPrediction): readonly string[] => {
  emptyDirectory(directory);
  return blobsOf(prediction).map(({ name, content }) => {
    writeFile(join(directory, name), content, { isNew: true });
    return name;
  });
};
