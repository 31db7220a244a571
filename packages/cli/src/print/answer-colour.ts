import type { StepRecord } from '@warmboot/scenario';
import type { Colours } from './terminal.js';

/** The colour of an answer: red for death, yellow for a refusal, none for success. */
export const answerColour = (
  colour: Colours,
  { answer, skipped }: StepRecord,
): ((text: string) => string) => {
  if (skipped !== undefined) return colour.dim;
  const { ok, outcome } = answer;
  if (outcome === 'panic' || outcome === 'hang' || outcome === 'reset') return colour.red;
  return ok ? colour.green : colour.yellow;
};
