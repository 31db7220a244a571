import { humanSize, installedBytes } from '@warmboot/core';
import type { ComparedStep, PlayedScenario } from '@warmboot/scenario';
import { compare, explain, play } from '@warmboot/scenario';
import { Command } from 'commander';
import { answerColour } from '../answer-colour.js';
import { EXIT } from '../exit-status.js';
import { archOption, chosenArchitectures, policyOption } from '../options.js';
import { openScenario } from '../scenario-file.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import type { Terminal } from '../terminal.js';
import { verdictLines } from '../verdict-lines.js';
import { wrapped } from '../wrapped.js';

interface CompareOptions {
  readonly arch?: readonly string[];
  readonly policy?: readonly string[];
  readonly brief?: boolean;
}

const EXAMPLES = `
Examples:
  warmboot compare examples/thread.yaml --arch arm64 --arch x86_64
  warmboot compare examples/thread.yaml --policy notifier-corrected`;

/** `warmboot compare SCENARIO`: the same story on several architectures, side by side. */
export const compareCommand = (session: Session): Command =>
  new Command('compare')
    .description('play the same story on several architectures, side by side')
    .argument('<scenario>', 'a scenario file, YAML or JSON')
    .addOption(archOption('the architectures, in the order of the columns; all by default'))
    .addOption(policyOption())
    .option('--brief', 'without the title and the story')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: CompareOptions) => {
      const { scenario, framework, openCapture, recordedOn } = await openScenario(file, session.plugins);
      const performances = chosenArchitectures(framework, options.arch, recordedOn).map((architecture) =>
        play(framework, scenario, {
          architecture,
          openCapture,
          ...(options.policy === undefined ? {} : { policies: options.policy }),
        }),
      );
      show(session.terminal, performances, options.brief !== true);
      if (performances.some(({ held }) => !held)) session.status = EXIT.failed;
    });

const NUMBER_WIDTH = 3;
const STEP_WIDTH = 26;

const show = (terminal: Terminal, performances: readonly PlayedScenario[], withStory: boolean): void => {
  const { colour } = terminal;
  const [first] = performances;
  if (first === undefined) return;
  const { scenario, policies } = first;
  const steps = compare(performances);

  if (withStory) {
    terminal.print(colour.bold(scenario.name));
    for (const line of wrapped(scenario.story ?? '', terminal.width)) terminal.print(line);
    terminal.print('');
  }
  terminal.print(`policy: ${colour.bold(policies.length === 0 ? 'none' : policies.join(' + '))}`);
  terminal.print('');
  const widths = [NUMBER_WIDTH, STEP_WIDTH, ...performances.map(() => undefined)];
  const head = ['', 'step', ...performances.map(({ architecture }) => architecture)];
  const rows = [machineRow(performances), ...steps.map((step) => stepRow(terminal, step))];
  terminal.print(table(terminal, rows, { head, widths }));
  terminal.print('');
  for (const line of why(terminal, performances, steps)) terminal.print(line);
  for (const played of performances) {
    if (!played.held) for (const line of verdictLines(terminal, played)) terminal.print(line);
  }
};

const machineRow = (performances: readonly PlayedScenario[]): string[] => [
  '',
  '(the machine)',
  ...performances.map(({ start }) => `${humanSize(installedBytes(start.machine.platform))} of memory`),
];

const stepRow = ({ colour }: Terminal, { number, title, answers, differs }: ComparedStep): string[] => [
  `${differs ? colour.yellow('≠') : ' '} ${number}`,
  differs ? colour.bold(title) : title,
  ...answers.map(({ lines: [headline = '', ...details], record }) =>
    [answerColour(colour, record)(headline), ...details.map(colour.dim)].join('\n'),
  ),
];

/** The reasons of what did not go well, step by step. */
const why = (
  { colour, width }: Terminal,
  performances: readonly PlayedScenario[],
  steps: readonly ComparedStep[],
): string[] => {
  const indent = Math.max(...performances.map(({ architecture }) => architecture.length)) + 4;
  return steps.flatMap(({ number, title, answers }, index) => {
    const reasons = answers.flatMap(({ record }, column) => {
      const { architecture, steps: all } = performances[column]!;
      const sentences = explain(record, all.slice(0, index));
      if (sentences.length === 0) return [];
      const [first = '', ...rest] = wrapped(`${sentences.join('; ')}.`, width - indent);
      return [
        `  ${architecture.padEnd(indent - 2)}${first}`,
        ...rest.map((line) => `${' '.repeat(indent)}${line}`),
      ];
    });
    return reasons.length === 0 ? [] : [colour.bold(`Why ${number}, ${title}`), ...reasons, ''];
  });
};
