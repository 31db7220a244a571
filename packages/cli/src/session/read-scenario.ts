import { statSync } from 'node:fs';
import { isCaptureArchive } from '@warmboot/answers';
import { FormatError } from '@warmboot/format';
import { readFile } from './read-file.js';

/**
 * The text of a scenario.
 * @throws FormatError for a directory, and for a machine in the place of a story
 */
export const readScenario = (file: string): string => {
  if (statSync(file, { bigint: true }).isDirectory())
    throw noScenario(file, 'a directory, and a file is wanted');
  const bytes = readFile(file);
  if (isCaptureArchive(bytes)) throw noScenario(file, 'a tar');
  return new TextDecoder().decode(bytes);
};

const noScenario = (file: string, found: string): FormatError =>
  new FormatError({
    format: 'scenario',
    file,
    field: 'it',
    found,
    allowed: 'a text in YAML or JSON',
    advice: `Is it a machine that was recorded? To play a story on it: warmboot run SCENARIO --machine ${file}`,
  });
