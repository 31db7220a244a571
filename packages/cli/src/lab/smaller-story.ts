import { readFileSync } from 'node:fs';
import type { Verdict } from '@warmboot/lab';
import { differenceOf, LabError, shrunk } from '@warmboot/lab';
import type { Scenario } from '@warmboot/scenario';
import { isSeq, parseDocument } from 'yaml';

/** A story with fewer steps. */
export interface SmallerStory {
  readonly text: string;
  readonly steps: number;
}

/** The text of a scenario file with some of its steps. */
const withSteps = (file: string, kept: readonly number[]): string => {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const steps = document.get('steps');
  if (isSeq(steps)) steps.items = steps.items.filter((_, index) => kept.includes(index));
  return document.toString({ lineWidth: 110 });
};

/**
 * Drops steps of a story while the real kernel and the model still part in the same way.
 * @param judge plays a story on both
 */
export const smallerStory = async (
  file: string,
  scenario: Scenario,
  verdict: Verdict,
  judge: (fewer: Scenario) => Promise<Verdict>,
): Promise<SmallerStory> => {
  const wanted = differenceOf(verdict.score);
  const kept = await shrunk([...scenario.steps.keys()], async (rest) => {
    try {
      const fewer = { ...scenario, steps: rest.map((index) => scenario.steps[index]!) };
      return differenceOf((await judge(fewer)).score) === wanted;
    } catch (error) {
      // A rest that names a device that never came makes no sense, and a guest that dies tells of another fault.
      if (error instanceof TypeError || error instanceof LabError) return false;
      throw error;
    }
  });
  return { text: withSteps(file, kept), steps: kept.length };
};
