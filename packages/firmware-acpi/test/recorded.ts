import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A table as a real machine showed it in /sys/firmware/acpi/tables. */
export interface RecordedTable {
  readonly name: string;
  readonly signature: string;
  readonly arch: 'arm64' | 'x86_64';
  readonly bytes: Uint8Array;
}

const fixtures = fileURLToPath(new URL('./fixtures/tables/', import.meta.url));
const captures = fileURLToPath(new URL('../../../captures/', import.meta.url));

const table = (name: string, signature: string, path: string): RecordedTable => ({
  name,
  signature,
  arch: name.startsWith('arm64') ? 'arm64' : 'x86_64',
  bytes: new Uint8Array(readFileSync(path)),
});

const fixtureTables = readdirSync(fixtures).map((file) => {
  const [run = '', signature = ''] = file.split('.');
  return table(run, signature, join(fixtures, file));
});

/** Every table of every recorded run in `captures/`, when the runs are there. */
export const capturedTables: readonly RecordedTable[] = (
  existsSync(captures) ? readdirSync(captures, { withFileTypes: true }) : []
).flatMap((run) =>
  run.isDirectory()
    ? readdirSync(join(captures, run.name))
        .filter((file) => file.startsWith('acpi-') && file.endsWith('.bin'))
        .map((file) =>
          table(run.name, file.slice('acpi-'.length, -'.bin'.length), join(captures, run.name, file)),
        )
    : [],
);

/** One of each different table of the recorded runs, named after the first run that showed it. */
export const recordedTables: readonly RecordedTable[] = fixtureTables;

export const recorded = (run: string, signature: string): Uint8Array => {
  const found = recordedTables.find((one) => one.name === run && one.signature === signature);
  if (found === undefined) throw new Error(`no recorded ${signature} of ${run}`);
  return found.bytes;
};
