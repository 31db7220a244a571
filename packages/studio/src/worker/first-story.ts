import type { MachineStep } from '@warmboot/picture';
import { FIRST_SCENARIO } from './first-scenario.js';
import { pageFramework } from './framework.js';
import type { Played, Vocabulary } from './model-api.js';
import { StoryDesk } from './story-desk.js';
import { vocabularyOf } from './vocabulary.js';

/** The story that the page opens with, played to its end, and the words that its switches offer. */
interface FirstStory extends Omit<Extract<Played, { ok: true }>, 'ok'> {
  readonly vocabulary: Vocabulary;
  /** Every machine after every step; the first before the first step. */
  readonly steps: readonly (readonly MachineStep[])[];
}

/** @throws Error where the story cannot be played, which is a mistake of ours */
const firstStory = (): FirstStory => {
  const framework = pageFramework();
  const desk = new StoryDesk(framework);
  const played = desk.play(FIRST_SCENARIO, {});
  if (!played.ok) throw new Error(`the first story cannot be played: ${played.fault.message}`);
  const { outline, own } = played;
  const steps = Array.from({ length: outline.steps.length + 1 }, (_, number) => desk.step(number));
  return { vocabulary: vocabularyOf(framework), outline, own, steps };
};

/**
 * What a reader sees before the model is there. The build evaluates this file and puts the data in its place, so that the page
 * has it without the model (build-site.mjs).
 */
export const FIRST_STORY: FirstStory = firstStory();
