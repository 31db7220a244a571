import { checkTrace, replayTrace } from '@warmboot/scenario';
import { describe, expect, test } from 'vitest';
import { standardFramework } from '../../src/session/standard-framework.js';
import { openRecording, recordedTraces, withoutAnswers } from './recorded-traces.js';

const framework = standardFramework();

/** Sets beside the first one: kernels of another version or built otherwise, and stories put together at random. */
const SETS = ['captures-6.12', 'captures-pages', 'captures-random'];

describe.each(SETS)('%s', (set) => {
  describe.each(recordedTraces(set))('%s', (name) => {
    const directory = openRecording(name, set);

    test('is predicted in every scored field, by the rules of its release and as its config says', () => {
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
});
