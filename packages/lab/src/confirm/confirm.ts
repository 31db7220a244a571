import type { Framework } from '@warmboot/core';
import type { RecordedStep, Scenario } from '@warmboot/scenario';
import { describeStep, play } from '@warmboot/scenario';
import type { Recording } from '../record/recorder.js';
import { outOfReach } from '../steps/play-verb.js';
import { inWords } from '../verify/in-words.js';
import { verdictOf } from '../verify/verdict.js';
import { type Moment, wholeStory } from './whole-story.js';

/** What a real kernel makes of a story against a protection. */
export type Confirmation =
  | { readonly verdict: 'confirmed'; readonly words: string }
  | { readonly verdict: 'contradicted'; readonly words: string }
  | { readonly verdict: 'out of reach'; readonly words: string };

const MOMENTS: readonly Moment[] = ['last', 'first'];

/** Ends of a jump that count as one: what code does in absent memory hangs on how far it gets. */
const DEAD: ReadonlySet<unknown> = new Set(['reset', 'hang', 'panic']);

const ended = (outcome: unknown): unknown => (DEAD.has(outcome) ? 'dead' : outcome);

/**
 * The story as user space can tell it: with whole calls, and still to the same end in the model; or why there is none.
 */
export const reachable = (
  framework: Framework,
  story: Scenario,
  architecture: string,
): Scenario | { readonly outOfReach: string } => {
  let reason = 'it needs an interleaving finer than user space has';
  for (const moment of MOMENTS) {
    const whole = wholeStory(story.steps, moment);
    if ('outOfReach' in whole) return whole;
    const blocked = whole.steps.map(({ verb }) => outOfReach(verb)).find((words) => words !== undefined);
    if (blocked !== undefined) {
      reason = blocked;
      continue;
    }
    const candidate = { ...story, steps: whole.steps };
    const { steps, atEnd } = play(framework, candidate, { architecture });
    const last = [...(steps.at(-1)?.verdicts ?? []), ...atEnd];
    if (last.every(({ held }) => held)) return candidate;
  }
  return { outOfReach: reason };
};

/** Whether a real step ended as the story says. */
const endsAsTold = ({ steps }: Scenario, recorded: RecordedStep): boolean => {
  const [expected] = steps.at(-1)!.expect;
  const outcome = recorded.result?.['outcome'];
  return expected?.outcome === undefined || ended(expected.outcome) === ended(outcome);
};

/**
 * Plays a story on a real kernel, where user space can, and says whether it ends there as the explorer says.
 * @param perform records a story
 */
export const confirm = async (
  framework: Framework,
  story: Scenario,
  architecture: string,
  perform: (scenario: Scenario) => Promise<Recording>,
): Promise<Confirmation> => {
  const told = reachable(framework, story, architecture);
  if ('outOfReach' in told) return { verdict: 'out of reach', words: told.outOfReach };
  const recording = await perform(told);
  const { steps } = verdictOf(framework, told, recording);
  const recorded = recording.directory.trace.steps;
  const odd = steps.find(({ same, skipped }) => !same || skipped !== undefined);
  const end = steps.at(-1)!;
  const at = end.actions[0];
  const isThere = at !== undefined && endsAsTold(told, recorded[at]!);
  if (isThere && odd === undefined) return { verdict: 'confirmed', words: end.linux };
  if (odd === undefined || (odd.skipped !== undefined && steps.every(({ same }) => same))) {
    // The model of this very kernel says the same: the story is about another one.
    const otherwise = firstOtherwise(framework, told, architecture, recording);
    return {
      verdict: 'out of reach',
      words: `this kernel goes another way, and its model too: ${otherwise}`,
    };
  }
  return { verdict: 'contradicted', words: `${odd.title}: ${odd.linux || odd.skipped}, not ${odd.model}` };
};

/** The first step at which a kernel does otherwise than the story’s own. */
const firstOtherwise = (
  framework: Framework,
  told: Scenario,
  architecture: string,
  { directory, steps }: Recording,
): string => {
  const { steps: own } = play(framework, told, { architecture });
  const recorded = directory.trace.steps;
  for (const { number, actions } of steps) {
    const [at] = actions;
    const step = own[number - 1]!;
    if (at === undefined) return describeStep(step.step);
    const { result, action } = recorded[at]!;
    const isJump = action === 'kexec-exec' || action === 'crash';
    const refused = action === 'kexec-load' ? result?.['rc'] !== 0 : result?.['removed'] === false;
    const noBlocks =
      action === 'dimm-add' && inWords(recorded[at]!, recorded[at]!, recorded[at - 1]!) === 'no block comes';
    const isOther = isJump
      ? ended(result?.['outcome']) !== ended(step.answer.outcome)
      : (refused || noBlocks) === step.answer.ok;
    if (isOther)
      return `${describeStep(step.step)}: ${inWords(recorded[at]!, recorded[at]!, recorded[at - 1]!)}`;
  }
  return 'at its end';
};
