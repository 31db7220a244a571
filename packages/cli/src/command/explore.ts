import { scenarioText, situationsOf, storyScenario } from '@warmboot/answers/explore';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { jsonLine } from '@warmboot/answers/text';
import type { Framework } from '@warmboot/core';
import { humanSize, parseSize } from '@warmboot/address';

import type {
  Campaign,
  Exploration,
  Footnote,
  Situation,
  TaskRunner,
  VerdictTable,
} from '@warmboot/explorer';
import {
  campaignMark,
  combinations,
  explore,
  footnotesOf,
  htmlReport,
  markdownReport,
  modelOf,
  propertiesOf,
} from '@warmboot/explorer';
import { FormatError } from '@warmboot/format';
import type { BuildRecord, Scenario } from '@warmboot/scenario';
import { buildRecord } from '@warmboot/scenario';
import { Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from '../session/exit-status.js';
import { CheckpointFile } from '../explore/checkpoint-file.js';
import { openRunner } from '../explore/open-runner.js';
import type { WrittenStory } from '../explore/confirm-stories.js';
import { keepSeen } from '../explore/seen-file.js';
import { markedTable, shownFootnotes, textReport } from '../explore/text-report.js';
import { jobsOption } from '../lab/in-parallel.js';
import { USUAL_MEMORY } from '../explore/usual-memory.js';
import { needPackages } from '../plugins/in-bundle.js';
import { warner } from '../print/warner.js';
import {
  archOption,
  chosenArchitectures,
  type KernelOptions,
  listOption,
  positive,
  saidByOptions,
  withBuildOptions,
} from '../session/options.js';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';
import { writeFile } from '../session/write-file.js';
import type { Terminal } from '../print/terminal.js';

interface ExploreCommandOptions extends Omit<KernelOptions, 'profile'> {
  readonly arch?: readonly string[];
  readonly policy?: readonly string[];
  readonly profile?: readonly string[];
  readonly property?: readonly string[];
  readonly combine?: number;
  readonly format: 'text' | 'markdown' | 'html' | 'json';
  readonly json?: boolean;
  readonly stories?: string;
  readonly workers: number;
  readonly redis?: string;
  readonly resume?: string;
  readonly symmetry: boolean;
  readonly limitStates?: number;
  readonly limitMemory: number;
  readonly confirm?: number;
  readonly kernel: string;
  readonly jobs: number;
  readonly confirmed?: string;
}

const EXAMPLES = `
Examples:
  warmboot explore examples/thread.yaml --policy all
  warmboot explore examples/thread.yaml --policy notifier-corrected,unload-and-hold+udev-reload --arch x86_64
  warmboot explore examples/thread.yaml --policy all --format html > verdicts.html
  warmboot explore examples/thread.yaml --policy all --stories stories/
  warmboot explore examples/thread.yaml --policy none --confirm 10 --kernel debian
  warmboot explore examples/thread.yaml --policy all --combine 2 --resume pairs.jsonl
  warmboot explore examples/too-late.yaml

Exit status: 0 every search came to its end, whatever it found; 1 a limit stopped one, and what is known so far is printed;
2 usage or bad input.`;

/** `warmboot explore SCENARIO`: every order of events, and what holds in all of them. */
export const exploreCommand = (session: Session): Command =>
  withBuildOptions(
    new Command('explore')
      .description(
        'try every order of events: what holds under which protection, with the shortest story against it',
      )
      .argument('<scenario>', 'a scenario file; its explore section, or all orders of its steps')
      .addOption(listOption('--policy <name...>', 'all, or these, each by itself; a+b for two together'))
      .addOption(archOption('all, or these; those of the scenario by default'))
      .addOption(listOption('--profile <name...>', 'kernel profiles: all, or these')),
  )
    .addOption(
      new Option('--combine <n>', 'policies together too: every set of up to so many').argParser(positive),
    )
    .addOption(listOption('--property <name...>', 'what is asked; everything by default'))
    .addOption(
      new Option('--format <form>', 'form of the table')
        .choices(['text', 'markdown', 'html', 'json'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--stories <dir>', 'write each story as a scenario that warmboot run plays to the same end')
    .addOption(
      new Option('--workers <n>', 'threads')
        .argParser(positive)
        .default(availableParallelism(), 'one for each processor'),
    )
    .addOption(
      new Option('--confirm <n>', 'play the n shortest stories on a real kernel under QEMU').argParser(
        positive,
      ),
    )
    .option('--kernel <file>', 'the kernel to confirm on: a file, debian, or debian-VERSION', 'debian')
    .addOption(jobsOption())
    .option('--confirmed <file>', 'keep in this file what --confirm finds')
    .option('--redis <url>', 'share the searches with whoever else works on this queue')
    .option('--resume <file>', 'keep results in this file, and go on from what it has')
    .option('--no-symmetry', 'look at each of alike devices, blocks and actors')
    .addOption(new Option('--limit-states <n>', 'states of one search').argParser(positive))
    .addOption(
      new Option('--limit-memory <size>', 'memory of one search')
        .argParser(bytes)
        .default(USUAL_MEMORY, humanSize(USUAL_MEMORY)),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ExploreCommandOptions) => {
      // Others who work on the queue may have plugins.
      if (options.redis !== undefined) needPackages();
      const { scenario, framework, plugins, machineOf } = await openScenario(file, session.plugins);
      const campaign = campaignOf(framework, scenario, machineOf, options);
      const kernels = kernelsOf(framework, campaign);
      const warn = warner(session.terminal);
      for (const { kernel } of kernels) warn(kernel);
      const runner = await openRunner(framework, { plugins }, { ...options, memory: options.limitMemory });
      try {
        const exploration = await run(session.terminal, framework, campaign, runner, options.resume);
        report(
          session.terminal,
          exploration,
          kernels,
          scenario.name,
          options.json === true ? 'json' : options.format,
        );
        if (options.stories !== undefined) {
          const { notes } = footnotesOf(exploration.table);
          const stories = storiesOf(framework, campaign.situations, notes);
          writeStories(session.terminal, stories, options.stories);
        }
        if (options.confirm !== undefined) {
          await confirmed(session, framework, campaign, exploration.table, options);
        }
        if (!exploration.complete) {
          session.terminal.complain(
            'warmboot: a limit stopped a search before its end; ? says where nothing is known',
          );
          session.status = EXIT.failed;
        }
      } finally {
        await runner.close();
      }
    });

const bytes = (word: string): number => {
  const value = parseSize(word);
  if (value !== undefined && value > 0) return value;
  throw new InvalidArgumentError('A size is wanted, such as 512M.');
};

const ALL = 'all';

const campaignOf = (
  framework: Framework,
  scenario: Scenario,
  own: readonly string[] | undefined,
  options: ExploreCommandOptions,
): Campaign => {
  const { policies, profiles } = framework;
  const { profile: _, ...build } = options;
  const said = saidByOptions(framework, build);
  const together = (word: string): readonly string[] =>
    word.split('+').map((name) => policies.get(name).name);
  const asked =
    options.policy?.includes(ALL) === true ? policies.all().map(({ name }) => name) : options.policy;
  const versions =
    options.profile?.includes(ALL) === true ? profiles.all().map(({ name }) => name) : options.profile;
  const chosen =
    versions?.map((name) => profiles.get(name).name) ??
    // A release that is asked for has a profile of its own.
    (scenario.profile === undefined || options.release !== undefined ? undefined : [scenario.profile]);
  const { limitStates: states, limitMemory: memory } = options;
  return {
    situations: situationsOf(framework, scenario, said),
    architectures: explorable(
      framework,
      chosenArchitectures(framework, options.arch?.includes(ALL) === true ? undefined : options.arch, own),
      scenario,
    ),
    policies: setsOf(asked, options.combine)?.map(together) ?? [
      scenario.policy.length === 0 ? ['none'] : scenario.policy,
    ],
    ...(chosen === undefined ? {} : { profiles: chosen }),
    ...(options.property === undefined
      ? {}
      : { properties: propertiesOf(framework, options.property).map(({ name }) => name) }),
    ...(options.symmetry ? {} : { symmetry: false }),
    limits: { ...(states === undefined ? {} : { states }), bytes: memory },
  };
};

/** Names of policies, some of them several with + between them. */
const setsOf = (asked: readonly string[] | undefined, most = 1): readonly string[] | undefined =>
  asked && combinations(asked, most).map((set) => set.join('+'));

/** A kernel that a campaign asks, and where. */
interface AskedKernel {
  readonly architecture: string;
  readonly kernel: BuildRecord;
}

/**
 * The kernels of a campaign, each once: what cannot be built is found before anything is searched.
 * @throws FormatError for facts that no kernel of an architecture has, and for situations that do not come about on it
 */
const kernelsOf = (framework: Framework, campaign: Campaign): readonly AskedKernel[] => {
  const kernels = new Map<string, AskedKernel>();
  for (const architecture of campaign.architectures) {
    for (const profile of campaign.profiles ?? [undefined]) {
      for (const situation of campaign.situations) {
        const { facts, only } = situation;
        if (only !== undefined && !only.includes(architecture)) continue;
        const named = profile === undefined ? {} : { profile };
        const kernel = framework.kernel({ architecture, ...named, facts: facts?.[architecture] ?? [] });
        modelOf(framework, situation, { architecture, policies: [], ...named }, []);
        const record = buildRecord(kernel);
        kernels.set(JSON.stringify([architecture, record]), { architecture, kernel: record });
      }
    }
  }
  return [...kernels.values()];
};

/** Devices are placed, and images loaded, as an ordinary machine of the architecture has it. @throws FormatError */
const explorable = (
  { architectures }: Framework,
  names: readonly string[],
  { file }: Scenario,
): readonly string[] => {
  const without = names.find((name) => architectures.get(name).referenceMachine === undefined);
  if (without === undefined) return names;
  throw new FormatError({
    format: 'scenario',
    file,
    field: 'machine',
    found: `one of ${without}, which has no ordinary machine to explore on`,
    allowed: '--arch with others',
  });
};

const PATIENCE_MS = 1000;

const run = async (
  terminal: Terminal,
  framework: Framework,
  campaign: Campaign,
  runner: TaskRunner,
  resume: string | undefined,
): Promise<Exploration> => {
  const mark = campaignMark(campaign, propertiesOf(framework, campaign.properties));
  const file = resume === undefined ? undefined : new CheckpointFile(resume, mark);
  const start = performance.now();
  let states = 0;
  try {
    return await explore({
      framework,
      campaign,
      runner,
      ...(file?.checkpoint === undefined ? {} : { checkpoint: file.checkpoint }),
      onProgress: ({ done, of, result }) => {
        file?.append(result);
        states += result.states;
        if (performance.now() - start < PATIENCE_MS) return;
        terminal.status?.(`${done} of ${of} searches, ${states} states; the last: ${result.cell}`);
      },
    });
  } finally {
    terminal.status?.('');
    file?.close();
  }
};

const report = (
  terminal: Terminal,
  { table }: Exploration,
  kernels: readonly AskedKernel[],
  title: string,
  format: ExploreCommandOptions['format'],
): void => {
  const lines = {
    text: () => [...textReport(terminal, table), '', ...kernelWords(kernels).map(terminal.colour.dim)],
    markdown: () => [markdownReport(table).trimEnd()],
    html: () => [htmlReport(table, title).trimEnd()],
    json: () => [jsonLine({ ...table, kernels })],
  }[format]();
  for (const line of lines) terminal.print(line);
};

/** `kernel  linux-6.1 (...): arm64, x86_64` */
const kernelWords = (kernels: readonly AskedKernel[]): readonly string[] => {
  const words = [...new Set(kernels.map(({ kernel }) => kernel.words))];
  return words.map((word) => {
    const names = kernels
      .filter(({ kernel }) => kernel.words === word)
      .map(({ architecture }) => architecture);
    return `kernel  ${word}: ${[...new Set(names)].join(', ')}`;
  });
};

/** A story of the table and how people find it. */
const storiesOf = (
  framework: Framework,
  situations: readonly Situation[],
  notes: readonly Footnote[],
): readonly WrittenStory[] =>
  notes.map(({ number, story }) => {
    const { situation: name, architecture, policies, profile, property } = story;
    const situation = situations.find(
      ({ name: candidate, only }) =>
        candidate === name && (only === undefined || only.includes(architecture)),
    )!;
    const words = [property, architecture, policies.join('+'), ...(profile === undefined ? [] : [profile])];
    return {
      number,
      name: words.join('.'),
      property,
      architecture,
      policies,
      length: story.steps.length,
      text: scenarioText(storyScenario(framework, situation, story)),
    };
  });

/** Plays stories of the table on a real kernel, and marks its cells. */
const confirmed = async (
  session: Session,
  framework: Framework,
  { situations }: Campaign,
  table: VerdictTable,
  options: ExploreCommandOptions,
): Promise<void> => {
  const { terminal } = session;
  const { kernel, jobs, confirm: count = 0 } = options;
  const isText = options.format === 'text' && options.json !== true;
  // A document that is read by others is not continued with something else.
  const say = isText ? terminal.print : terminal.complain;
  const { confirmStories } = await import('../explore/confirm-stories.js');
  const { notes } = isText ? shownFootnotes(table) : footnotesOf(table);
  const stories = storiesOf(framework, situations, notes);
  const seen = await confirmStories(session, framework, stories, { kernel, count, jobs }, say);
  if (isText) for (const line of markedTable(terminal, table, seen)) terminal.print(line);
  if (options.confirmed !== undefined) {
    keepSeen(options.confirmed, seen);
  }
};

/** A scenario for each story of the table. */
const writeStories = (terminal: Terminal, stories: readonly WrittenStory[], directory: string): void => {
  mkdirSync(directory, { recursive: true });
  for (const { name, text } of stories) writeFile(join(directory, `${name}.yaml`), text);
  terminal.complain(`${stories.length} stories are in ${directory}`);
};
