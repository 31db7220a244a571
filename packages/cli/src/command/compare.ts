import { jsonLine } from '@warmboot/answers/text';
import type { Comparison } from '@warmboot/scenario';
import { compare, play } from '@warmboot/scenario';
import { Command, Option } from 'commander';
import { comparisonRecord } from '../compare/json-report.js';
import { htmlPage } from '../compare/html-report.js';
import { markdownLines } from '../compare/markdown-report.js';
import { printText } from '../compare/text-report.js';
import { EXIT } from '../session/exit-status.js';
import {
  archOption,
  chosenArchitectures,
  type KernelOptions,
  machineOption,
  policyOption,
  profileOption,
  saidByOptions,
  withBuildOptions,
} from '../session/options.js';
import { profileWarner } from '../print/warner.js';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';
import type { Terminal } from '../print/terminal.js';

interface CompareOptions extends KernelOptions {
  readonly arch?: readonly string[];
  readonly policy?: readonly string[];
  readonly machine?: string;
  readonly brief?: boolean;
  readonly format?: (typeof FORMATS)[number];
  readonly json?: boolean;
  readonly html?: boolean;
}

const FORMATS = ['text', 'markdown', 'html', 'json'] as const;

const EXAMPLES = `
Examples:
  warmboot compare examples/thread.yaml --arch arm64 --arch x86_64
  warmboot compare examples/thread.yaml --policy notifier-corrected
  warmboot compare examples/thread.yaml --format markdown > thread.md
  warmboot compare examples/thread.yaml --html > thread.html
  warmboot compare examples/thread.yaml --json | jq '.steps[] | select(.differs)'`;

/** `warmboot compare SCENARIO`: the same story on several architectures, side by side. */
export const compareCommand = (session: Session): Command =>
  withBuildOptions(
    new Command('compare')
      .description('play the same story on several architectures, side by side')
      .argument('<scenario>', 'a scenario file, YAML or JSON')
      .addOption(archOption('the architectures, in the order of the columns; all by default'))
      .addOption(policyOption())
      .addOption(machineOption())
      .addOption(profileOption()),
  )
    .addOption(
      new Option('--format <form>', 'as a terminal shows it, as a page, or as one JSON object').choices(
        FORMATS,
      ),
    )
    .option('--json', 'the same as --format json')
    .option('--html', 'the same as --format html: one file with a map of every step, for a report')
    .option('--brief', 'without the title and the story')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: CompareOptions) => {
      const { scenario, framework, openCapture, openFile, machineOf } = await openScenario(
        file,
        session.plugins,
        options.machine,
      );
      const said = saidByOptions(framework, options);
      const performances = chosenArchitectures(framework, options.arch, machineOf).map((architecture) =>
        play(framework, scenario, {
          architecture,
          openCapture,
          openFile,
          said,
          ...(options.policy === undefined ? {} : { policies: options.policy }),
        }),
      );
      const warn = profileWarner(session.terminal);
      for (const { kernel } of performances) warn(kernel);
      await report(session.terminal, compare(performances), options);
      if (performances.some(({ held }) => !held)) session.status = EXIT.failed;
    });

/** The form that options ask for. */
const formOf = ({ format, json, html }: CompareOptions): (typeof FORMATS)[number] =>
  format ?? (json === true ? 'json' : html === true ? 'html' : 'text');

const report = async (terminal: Terminal, comparison: Comparison, options: CompareOptions): Promise<void> => {
  switch (formOf(options)) {
    case 'json':
      terminal.print(jsonLine(comparisonRecord(comparison)));
      break;
    case 'markdown':
      for (const line of markdownLines(comparison)) terminal.print(line);
      break;
    case 'html':
      terminal.print(await htmlPage(comparison));
      break;
    case 'text':
      printText(terminal, comparison, options.brief === true);
      break;
  }
};
