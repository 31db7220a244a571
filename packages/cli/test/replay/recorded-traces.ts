import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecordedStep, TraceDirectory } from '@warmboot/scenario';
import { readTrace } from '@warmboot/scenario';

const ROOT = new URL('../../../../', import.meta.url);

/** Names of the recordings of a set that comes with the repository. */
export const recordedTraces = (set = 'captures'): string[] =>
  readdirSync(new URL(`${set}/`, ROOT), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** One recording with all its files. */
export const openRecording = (name: string, set = 'captures'): TraceDirectory => {
  const directory = fileURLToPath(new URL(`${set}/${name}/`, ROOT));
  return readTrace(
    new Map(
      readdirSync(directory).map((file) => [file, new Uint8Array(readFileSync(`${directory}/${file}`))]),
    ),
  );
};

/** The recording as a recorder would hand it over before the run: arguments, files, and the first observation. */
export const withoutAnswers = ({ trace, files }: TraceDirectory): TraceDirectory => ({
  trace: { ...trace, steps: trace.steps.map((step, index) => (index === 0 ? step : argumentsOf(step))) },
  files: new Map([...files].filter(([name]) => !/^(seg-|after-)/.test(name))),
});

/** The segments of a raw load are arguments; those of a `kexec-load` are an answer. */
const argumentsOf = ({
  result: _result,
  observed: _observed,
  segments,
  ...step
}: RecordedStep): RecordedStep =>
  step.action === 'raw-load' && segments !== undefined ? { ...step, segments } : step;
