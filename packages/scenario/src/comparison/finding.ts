import type { PlayedScenario } from '../scenario/play.js';
import type { StepRecord } from '../scenario/step-record.js';

/** What machines can differ in when they do the same. */
export const ASPECTS = ['placement', 'hand-over', 'refusal', 'log', 'outcome'] as const;

/** In what machines can differ. */
export type Aspect = (typeof ASPECTS)[number];

/** One step on one machine, with the story that it is part of. */
export interface View {
  readonly played: PlayedScenario;
  readonly record: StepRecord;
  /** The steps before it, in order. */
  readonly before: readonly StepRecord[];
}

/** What one machine shows under an aspect, and why. Sentences without a full stop. */
export interface Finding {
  /** Machines whose findings have the same kind do not differ, wherever things happen to lie. */
  readonly kind: string;
  readonly shown: string;
  /** From what the architecture says of itself, and from what happened before. */
  readonly because: readonly string[];
}

/**
 * Looks at a step under one aspect; undefined where it has nothing to say of the step.
 * @param all the same step on every machine, this one among them
 */
export type Look = (view: View, all: readonly View[]) => Finding | undefined;
