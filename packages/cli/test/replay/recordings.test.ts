import { describe, expect, test } from 'vitest';
import type { PredictedStep } from '@warmboot/scenario';
import { checkTrace, replayTrace } from '@warmboot/scenario';
import { standardFramework } from '../../src/session/standard-framework.js';
import { openRecording, recordedTraces, withoutAnswers } from './recorded-traces.js';

const framework = standardFramework();

describe.each(recordedTraces())('%s', (name) => {
  const directory = openRecording(name);

  test('is predicted in every scored field', () => {
    const score = checkTrace(directory, replayTrace(framework, directory));
    const wrong = score.steps.flatMap(({ step, action, mismatches }) =>
      mismatches.map(({ group, path, recorded, predicted }) => ({
        step,
        action,
        group,
        path,
        recorded,
        predicted,
      })),
    );
    expect(wrong).toEqual([]);
    expect(score.right).toBe(score.scored);
  });

  test('is predicted from its inputs alone: without the answers the same bytes come out', () => {
    const whole = [...replayTrace(framework, directory)];
    const cut = [...replayTrace(framework, withoutAnswers(directory))];
    expect(JSON.stringify(cut)).toBe(JSON.stringify(whole));
    expect(whole).toHaveLength(directory.trace.steps.length);
  });
});

test('a prediction that is wrong is not scored as right', () => {
  const directory = openRecording(recordedTraces().find((name) => name.endsWith('dimm-lifecycle'))!);
  const predictions = [...replayTrace(framework, directory)];
  const honest = checkTrace(directory, predictions);
  for (const spoil of SPOILERS) {
    const score = checkTrace(
      directory,
      predictions.map((step, index) => (index === 1 ? spoil(step) : step)),
    );
    expect(score.right).toBe(honest.right - 1);
  }
});

type Spoiler = (step: PredictedStep) => PredictedStep;

const observed =
  (change: (seen: NonNullable<PredictedStep['observed']>) => object): Spoiler =>
  (step) => ({
    ...step,
    observed: { ...step.observed!, ...change(step.observed!) },
  });

const SPOILERS: readonly Spoiler[] = [
  (step) => ({ ...step, result: { ...step.result, devices: [] } }),
  observed(({ iomem }) => ({ iomem: iomem.replace('System RAM', 'Other RAM') })),
  observed(({ blocks }) => ({ blocks: Object.fromEntries(Object.entries(blocks).slice(1)) })),
  observed(({ sys }) => ({ sys: { ...sys, '/sys/kernel/kexec_loaded': '1' } })),
  observed(() => ({ firmware_memmap: [] })),
  observed(({ dmesg }) => ({ dmesg: [...dmesg, 'kexec_core: Memory region in use'] })),
];
