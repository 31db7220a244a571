import type { Framework } from '@warmboot/core';
import type { Confirmation, Recording } from '@warmboot/lab';
import { confirm, record, SpoiltRunError } from '@warmboot/lab';
import { parseScenario, type Scenario } from '@warmboot/scenario';
import { inParallel } from '../lab/in-parallel.js';
import { guestwareOf, type Guestware } from '../lab/options.js';
import { EXIT } from '../session/exit-status.js';
import type { Session } from '../session/session.js';
import type { SeenStory } from './seen-file.js';

/** A story of the explorer's table, as a scenario. */
export interface WrittenStory {
  /** The number that the table has for it. */
  readonly number: number;
  readonly name: string;
  readonly property: string;
  readonly architecture: string;
  readonly policies: readonly string[];
  /** How many steps it was found with. */
  readonly length: number;
  readonly text: string;
}

/** On what kernel stories are confirmed, how many of them, and how many at once. */
export interface ConfirmChoice {
  readonly kernel: string;
  readonly count: number;
  readonly jobs: number;
}

/** What a story does, whatever it is told for: two properties are often broken by the same steps. */
const deedsOf = ({ machine, machineOn, steps }: Scenario, architecture: string): string =>
  JSON.stringify([architecture, machine, machineOn[architecture], steps.map(({ verb }) => verb)]);

/** Records stories, each once: those that do the same share a recording. */
class SharedRecordings {
  readonly #known = new Map<string, Promise<Recording>>();

  record(
    framework: Framework,
    scenario: Scenario,
    guestware: Guestware,
    policy: string,
    at: (what: string) => void,
  ): Promise<Recording> {
    const deeds = [policy, deedsOf(scenario, guestware.architecture)].join('\n');
    const recording = this.#known.get(deeds) ?? record(framework, { scenario, ...guestware, policy }, { at });
    this.#known.set(deeds, recording);
    return recording;
  }
}

/** A recording names the one protection that its kernel is said to have: with several there is nothing to hold it against. */
const AGAINST_SEVERAL: Confirmation = {
  verdict: 'out of reach',
  words: 'it is about several protections at once, and a recording is of a kernel with one',
};

/** A run that emulation spoilt is no verdict, and the other stories are still worth telling. @throws LabError */
const scored = async (confirmation: () => Promise<Confirmation>): Promise<Confirmation> => {
  try {
    return await confirmation();
  } catch (error) {
    if (!(error instanceof SpoiltRunError)) throw error;
    return { verdict: 'out of reach', words: error.message.split('\n')[0]! };
  }
};

/** Plays the shortest stories on a real kernel, and says of each what came of it. @throws LabError */
export const confirmStories = async (
  session: Session,
  framework: Framework,
  stories: readonly WrittenStory[],
  { kernel: word, count, jobs }: ConfirmChoice,
  say: (line: string) => void,
): Promise<readonly SeenStory[]> => {
  const { terminal } = session;
  const { colour } = terminal;
  const paint: Readonly<Record<Confirmation['verdict'], (text: string) => string>> = {
    confirmed: colour.green,
    contradicted: colour.red,
    'out of reach': colour.dim,
  };
  const kernels = new Map(
    guestwareOf(framework, { kernel: word }, [
      ...new Set(stories.map(({ architecture }) => architecture)),
    ]).map((one) => [one.architecture, one]),
  );
  const shortest = stories
    .filter(({ architecture }) => kernels.has(architecture))
    .toSorted((a, b) => a.length - b.length || a.number - b.number)
    .slice(0, count);
  // A kernel that nobody has to boot is known by its file.
  const names = new Map(
    [...kernels].map(([name, { kernel }]) => [name, /vmlinu[xz]-([^/]+)$/.exec(kernel.image)?.[1] ?? word]),
  );
  const recordings = new SharedRecordings();
  const date = new Date().toISOString().slice(0, 10);
  const done: Omit<SeenStory, 'kernel'>[] = [];
  say('');
  const confirmed = inParallel(shortest, jobs, async (story, index) => {
    const { name, architecture, policies, text } = story;
    if (policies.length > 1) return { story, ...AGAINST_SEVERAL };
    const guestware = kernels.get(architecture)!;
    const at = (what: string): void =>
      terminal.status?.(`story ${index + 1} of ${shortest.length}, ${name}: ${what}`);
    const confirmation = await scored(() =>
      confirm(framework, parseScenario(framework, text, `${name}.yaml`), guestware, async (scenario) => {
        const recording = await recordings.record(framework, scenario, guestware, policies[0] ?? 'none', at);
        names.set(architecture, recording.directory.trace.kernel);
        return recording;
      }),
    );
    return { story, ...confirmation };
  });
  for await (const { story, verdict, words, aside = [] } of confirmed) {
    const { number, name, property, architecture, policies } = story;
    terminal.status?.('');
    // A story takes a minute: each is told when it is over.
    say(`${`[${number}]`.padEnd(5)} ${name}: ${paint[verdict](verdict)}: ${words}`);
    for (const parting of aside) say(`      beside the point, model and Linux differ at ${parting}`);
    if (verdict === 'contradicted') session.status = EXIT.failed;
    done.push({ policies, architecture, property, date, verdict, words });
  }
  const verdicts = ['confirmed', 'contradicted', 'out of reach'] as const;
  const said = verdicts
    .map((verdict) => [verdict, done.filter((one) => one.verdict === verdict).length] as const)
    .filter(([, number]) => number > 0)
    .map(([verdict, number]) => `${number} ${verdict}`)
    .join(', ');
  say(`on ${word}: ${said === '' ? 'no story' : said}`);
  // Some are told before the kernel has said who it is.
  return done.map((story) => ({ ...story, kernel: names.get(story.architecture)! }));
};
