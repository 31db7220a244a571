import type { Framework } from '@warmboot/core';
import type { PlayedScenario, Scenario } from '@warmboot/scenario';
import { describeStep, play } from '@warmboot/scenario';
import type { GuestKernel } from '../cache/stock-kernels.js';
import { takesMemoryDevices } from '../record/kernel-facts.js';
import type { Recording } from '../record/recorder.js';
import { outOfReach } from '../steps/play-verb.js';
import type { ComparedStep } from '../verify/verdict.js';
import { predictionOf } from '../verify/verdict.js';
import { isAsTold } from './seen-answer.js';
import { endMisses, endWords } from './seen-end.js';
import { underWay, wholeStories } from './whole-story.js';

/** What a real kernel makes of a story against a protection. */
export interface Confirmation {
  /**
   * `confirmed`: every answer and the end are as told. `contradicted`: one is not, and the model of this very kernel says
   * that it should be. `out of reach`: the story cannot be told this kernel, or is about another one.
   */
  readonly verdict: 'confirmed' | 'contradicted' | 'out of reach';
  readonly words: string;
  /** Where the kernel and its model part in something that the story does not hang on, in a few words each. */
  readonly aside?: readonly string[];
}

/** Where a story is told. */
export interface ConfirmPlace {
  readonly architecture: string;
  readonly kernel: Pick<GuestKernel, 'config'>;
}

/**
 * The story as user space can tell it: with whole calls, and still to the same end in the model; or why there is none.
 */
export const reachable = (
  framework: Framework,
  story: Scenario,
  architecture: string,
): Scenario | { readonly outOfReach: string } => {
  const open = underWay(story.steps);
  let reason =
    open === undefined
      ? 'it needs an interleaving finer than user space has'
      : `it ends while ${open} is under way, and user space has no hold on that`;
  for (const { steps } of wholeStories(story.steps)) {
    const blocked = steps.map(({ verb }) => outOfReach(verb)).find((words) => words !== undefined);
    if (blocked !== undefined) {
      reason = blocked;
      continue;
    }
    const candidate = { ...story, steps };
    if (steps.length > 0 && comesToItsEnd(play(framework, candidate, { architecture }))) return candidate;
  }
  return { outOfReach: reason };
};

/**
 * The story on a machine whose kernel is told to treat memory that comes as the story takes it for granted: a kernel may be
 * built to bring it online by itself, and so may the next one, which gets the same words.
 */
const prepared = (framework: Framework, story: Scenario, architecture: string): Scenario => {
  const { autoOnline } = play(framework, story, { architecture }).start.machine.memory;
  const machine = { ...story.machine, ...story.machineOn[architecture] };
  const append = [machine.append, `memhp_default_state=${autoOnline}`].filter((words) => words !== undefined);
  return {
    ...story,
    machineOn: { ...story.machineOn, [architecture]: { ...machine, append: append.join(' ') } },
  };
};

/** Whether the last answer, and what is there at the end, are as the story says. */
const comesToItsEnd = ({ steps, atEnd }: PlayedScenario): boolean =>
  [...(steps.at(-1)?.verdicts ?? []), ...atEnd].every(({ held }) => held);

/** Why a kernel cannot be told a story, as far as its configuration says. */
const lackOf = ({ kernel }: ConfirmPlace, { steps }: Scenario): string | undefined => {
  const plug = steps.find(({ verb }) => verb.kind === 'plug');
  return plug !== undefined && takesMemoryDevices(kernel) === false
    ? `this kernel was built without ACPI_HOTPLUG_MEMORY, so no memory comes with ${describeStep(plug).replace(/^plug /, '')}`
    : undefined;
};

/**
 * Plays a story on a real kernel, where user space can, and says whether it ends there as the explorer says.
 * @param perform records a story
 */
export const confirm = async (
  framework: Framework,
  story: Scenario,
  place: ConfirmPlace,
  perform: (scenario: Scenario) => Promise<Recording>,
): Promise<Confirmation> => {
  const found = reachable(framework, story, place.architecture);
  if ('outOfReach' in found) return { verdict: 'out of reach', words: found.outOfReach };
  const lack = lackOf(place, found);
  if (lack !== undefined) return { verdict: 'out of reach', words: lack };
  const told = prepared(framework, found, place.architecture);
  return judged(framework, told, place.architecture, await perform(told));
};

/** Panics of a kernel that fits into no more memory: which it would have, is not what a story tells. mm/oom_kill.c */
const WANT_OF_MEMORY = /deadlocked on memory|^Out of memory/;

/** What a recording says of the story that it was told. */
export const judged = (
  framework: Framework,
  told: Scenario,
  architecture: string,
  recording: Recording,
): Confirmation => {
  const { predictions, verdict } = predictionOf(framework, told, recording);
  const recorded = recording.directory.trace.steps;
  const own = play(framework, told, { architecture });
  const aside = verdict.steps.filter(({ same }) => !same).flatMap(partings);
  const asides = aside.length === 0 ? {} : { aside };
  for (const step of verdict.steps) {
    const { number, title, actions, skipped, linux, model, panic } = step;
    if (skipped !== undefined) return { verdict: 'out of reach', words: `${title}: ${skipped}`, ...asides };
    const { answer } = own.steps[number - 1]!;
    const goesAs = (sides: typeof predictions | typeof recorded): boolean =>
      actions.every((at) => isAsTold(recorded[at]!, sides[at]!, sides[at - 1]!, answer));
    if (goesAs(recorded)) continue;
    if (panic !== undefined && WANT_OF_MEMORY.test(panic)) {
      const words = `${title}: the next kernel has too little memory on this machine, and panics: ${panic}`;
      return { verdict: 'out of reach', words, ...asides };
    }
    return goesAs(predictions)
      ? { verdict: 'contradicted', words: `${title}: ${linux}, not ${model}`, ...asides }
      : {
          verdict: 'out of reach',
          words: `this kernel goes another way, as its model says: ${title}: ${linux}`,
          ...asides,
        };
  }
  const [miss] = endMisses(told.expect, recorded, recorded);
  if (miss === undefined) {
    const words = [verdict.steps.at(-1)!.linux, ...endWords(told.expect)].join('; ');
    return { verdict: 'confirmed', words, ...asides };
  }
  return endMisses(told.expect, recorded, predictions).length === 0
    ? { verdict: 'contradicted', words: miss, ...asides }
    : {
        verdict: 'out of reach',
        words: `its end does not show on this kernel, as its model says: ${miss}`,
        ...asides,
      };
};

/** `kexec -e: iomem, dmesg` */
const partings = ({ title, checks }: ComparedStep): readonly string[] => {
  const groups = new Set(checks.flatMap(({ mismatches }) => mismatches.map(({ group }) => group)));
  return groups.size === 0 ? [] : [`${title}: ${[...groups].join(', ')}`];
};
