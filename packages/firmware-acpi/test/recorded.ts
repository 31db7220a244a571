import { readdirSync, readFileSync } from 'node:fs';
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
const project = fileURLToPath(new URL('../../../', import.meta.url));

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

/** Folders of recorded runs, one for each kernel and way of recording. */
const captures = readdirSync(project)
  .filter((name) => /^captures(-|$)/.test(name))
  .map((name) => join(project, name));

/** Every table of every recorded run, when the runs are there. */
export const capturedTables: readonly RecordedTable[] = captures.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((run) => run.isDirectory())
    .flatMap((run) =>
      readdirSync(join(folder, run.name))
        .filter((file) => file.startsWith('acpi-') && file.endsWith('.bin'))
        .map((file) =>
          table(run.name, file.slice('acpi-'.length, -'.bin'.length), join(folder, run.name, file)),
        ),
    ),
);

/** Each of them once, whatever run showed it. */
export const differentTables: readonly RecordedTable[] = [
  ...new Map(
    [...fixtureTables, ...capturedTables].map(
      (one) => [Buffer.from(one.bytes).toString('latin1'), one] as const,
    ),
  ).values(),
];

/** One of each different table of the first set of runs, named after the first run that showed it. */
export const recordedTables: readonly RecordedTable[] = fixtureTables;

export const recorded = (run: string, signature: string): Uint8Array => {
  const found = recordedTables.find((one) => one.name === run && one.signature === signature);
  if (found === undefined) throw new Error(`no recorded ${signature} of ${run}`);
  return found.bytes;
};
