import { jsonLine } from '@warmboot/answers/text';
import type { Comparison } from '@warmboot/scenario';
import { compare, play } from '@warmboot/scenario';
import { Command, Option } from 'commander';
import { comparisonRecord } from '../compare/json-report.js';
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
}

const FORMATS = ['text', 'markdown', 'json'] as const;

const EXAMPLES = `
Examples:
  warmboot compare examples/thread.yaml --arch arm64 --arch x86_64
  warmboot compare examples/thread.yaml --policy notifier-corrected
  warmboot compare examples/thread.yaml --format markdown > thread.md
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
      report(session.terminal, compare(performances), options);
      if (performances.some(({ held }) => !held)) session.status = EXIT.failed;
    });

const report = (
  terminal: Terminal,
  comparison: Comparison,
  { json = false, format = json ? 'json' : 'text', brief = false }: CompareOptions,
): void => {
  if (format === 'json') terminal.print(jsonLine(comparisonRecord(comparison)));
  else if (format === 'markdown') for (const line of markdownLines(comparison)) terminal.print(line);
  else printText(terminal, comparison, brief);
};
