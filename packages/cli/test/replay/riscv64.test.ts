import { Framework } from '@warmboot/core';
import { checkTrace, replayTrace, type PredictedStep, type TraceDirectory } from '@warmboot/scenario';
import { describe, expect, test } from 'vitest';
import { plugin } from '../../../../examples/arch-riscv64/src/index.js';
import { openRecording, recordedTraces, withoutAnswers } from './recorded-traces.js';

/** Recordings of riscv64, whose architecture is a plugin from outside (docs/spec/arch-riscv64.md). */
const SET = 'captures-riscv64';

const framework = new Framework([plugin]);

describe.each(recordedTraces(SET))('%s', (name) => {
  const directory = openRecording(name, SET);

  test('is predicted in every scored field', () => {
    const score = checkTrace(directory, replayTrace(framework, directory));
    expect(
      score.steps.flatMap(({ step, mismatches }) => mismatches.map((one) => ({ step, ...one }))),
    ).toEqual([]);
    expect(score.right).toBe(score.scored);
  });

  test('is predicted from its inputs alone: without the answers the same bytes come out', () => {
    const whole = [...replayTrace(framework, directory)];
    const cut = [...replayTrace(framework, withoutAnswers(directory))];
    expect(JSON.stringify(cut)).toBe(JSON.stringify(whole));
  });
});

describe('a segment that begins with a devicetree is an input', () => {
  const recording = openRecording('riscv64-dt-errors', SET);

  /** The recorded table of system calls, with a devicetree in one buffer of each. */
  const withTree = ({ trace, files }: TraceDirectory, fdt_segment: number): TraceDirectory => ({
    files,
    trace: {
      ...trace,
      steps: trace.steps.map((step) => (step.action === 'raw-load' ? { ...step, fdt_segment } : step)),
    },
  });

  const answersOf = (directory: TraceDirectory): ReadonlyMap<string, string> => {
    const lineOf = ({ result }: PredictedStep): string => (result!['out'] as readonly string[])[0]!;
    return new Map(
      [...replayTrace(framework, directory)].flatMap((predicted) => {
        const { action, case: row = '' } = directory.trace.steps[predicted.step]!;
        return action === 'raw-load' ? [[row, lineOf(predicted)] as const] : [];
      }),
    );
  };

  const loaded = 'rc=0 errno=0 OK';
  const refused = 'rc=-1 errno=22 EINVAL';

  test('riscv64 4.1: what was refused for want of it alone is loaded', () => {
    const answers = answersOf(withTree(recording, 0));
    for (const row of ['ok-one', 'above-limit', 'not-ram', 'opensbi', 'default-arch', 'crash-inside']) {
      expect([row, answers.get(row)]).toEqual([row, loaded]);
    }
    // A segment that takes nothing is not looked into.
    expect(answers.get('zero-memsz')).toBe(refused);
    expect(answers.get('buf-larger')).toBe(refused);
  });

  test('core 4.1: 6.12 knows the flags of hotplug on every architecture', () => {
    expect(answersOf(withTree(recording, 0)).get('update-elfcorehdr')).toBe(loaded);
    expect(answersOf(withTree(recording, 0)).get('unknown-flag')).toBe(refused);
  });

  test('riscv64 4.1: it may be in any of the segments', () => {
    const answers = answersOf(withTree(recording, 1));
    expect(answers.get('fdt-in-segment')).toBe(loaded);
    expect(answers.get('ok-one')).toBe(refused);
  });
});
