import type { AddressRange } from '@warmboot/address';
import type { Comparison, PlayedScenario, StepRecord, WhyEntry } from '@warmboot/scenario';
import { buildRecord, describeRemark, machineLines, remarksOn, whyEntries } from '@warmboot/scenario';
import { extentsOf } from '../map/extents.js';

/** How an answer sounds: success, a refusal, the end of the machine, somebody who waits, or nothing at all. */
export type Tone = 'fine' | 'refused' | 'dead' | 'waits' | 'skipped';

/** What one machine came to at one step. */
export interface OutlineAnswer {
  readonly tone: Tone;
  /** The answer, and what there is to know about it. */
  readonly lines: readonly string[];
}

/** One step of a story, on every machine. */
export interface OutlineStep {
  readonly number: number;
  readonly title: string;
  readonly note?: string;
  /** Whether the machines did not all come to the same answer. */
  readonly differs: boolean;
  readonly answers: readonly OutlineAnswer[];
  readonly why: readonly WhyEntry[];
}

/** One machine of a story, before and after everything. */
export interface OutlineMachine {
  readonly architecture: string;
  /** The machine and its kernel, in lines. */
  readonly facts: readonly string[];
  /** What has to be said of its kernel and its record: stand-ins, words that are not modelled, what is assumed. */
  readonly remarks: readonly string[];
  readonly expectations: number;
  /** Expectations that did not hold, each with its line of the scenario. */
  readonly missed: readonly string[];
}

/** A story as a whole: plain data, in the order of the machines. */
export interface StoryOutline {
  readonly name: string;
  readonly story?: string;
  readonly policies: readonly string[];
  readonly machines: readonly OutlineMachine[];
  readonly steps: readonly OutlineStep[];
  /** Where anything lies at any time, on any of the machines. */
  readonly extents: readonly AddressRange[];
}

const toneOf = ({ answer, skipped }: StepRecord): Tone => {
  if (skipped !== undefined) return 'skipped';
  if (answer.waits === true) return 'waits';
  const { outcome } = answer;
  if (outcome === 'panic' || outcome === 'hang' || outcome === 'reset') return 'dead';
  return answer.ok ? 'fine' : 'refused';
};

const machineOf = (
  { architecture, kernel, start, steps, atEnd }: PlayedScenario,
  facts: readonly string[],
): OutlineMachine => {
  const { warning } = buildRecord(kernel);
  const verdicts = [...steps.flatMap((step) => step.verdicts), ...atEnd];
  return {
    architecture,
    facts,
    remarks: [
      ...(warning === undefined ? [] : [warning]),
      ...remarksOn(kernel, start.machine.kernel.cmdline).map(describeRemark),
      ...(start.assumed ?? []),
    ],
    expectations: verdicts.length,
    missed: verdicts
      .filter(({ held }) => !held)
      .flatMap(({ line, misses }) => misses.map((miss) => `line ${line}: ${miss}`)),
  };
};

/** A comparison as plain data, which can be sent to whoever draws it. */
export const storyOutline = ({
  scenario,
  policies,
  performances,
  machines,
  steps,
}: Comparison): StoryOutline => {
  const names = machines.map(({ architecture }) => architecture);
  return {
    name: scenario.name,
    ...(scenario.story === undefined ? {} : { story: scenario.story }),
    policies,
    machines: performances.map((played, index) => machineOf(played, machineLines(machines[index]!))),
    steps: steps.map((step) => ({
      number: step.number,
      title: step.title,
      ...(step.note === undefined ? {} : { note: step.note }),
      differs: step.differs,
      answers: step.answers.map(({ record, lines }) => ({ tone: toneOf(record), lines })),
      why: whyEntries(step, names),
    })),
    extents: extentsOf(
      performances.flatMap((played) => [played.start.machine, ...played.steps.map(({ machine }) => machine)]),
    ),
  };
};
