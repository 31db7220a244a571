import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TraceDirectory } from '@warmboot/scenario';
import { readTrace } from '@warmboot/scenario';

const CAPTURES = new URL('../../../../captures/', import.meta.url);

/** Names of the recordings that come with the repository. */
export const recordedTraces = (): string[] =>
  readdirSync(CAPTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** One recording with all its files. */
export const openRecording = (name: string): TraceDirectory => {
  const directory = fileURLToPath(new URL(`${name}/`, CAPTURES));
  return readTrace(
    new Map(
      readdirSync(directory).map((file) => [file, new Uint8Array(readFileSync(`${directory}/${file}`))]),
    ),
  );
};
