import { assumedLines, jsonLine, kernelLine, table, wrapped } from '@warmboot/answers/text';
import { visible } from '@warmboot/core';
import type { Answer, Performance, PlayedScenario, StepRecord } from '@warmboot/scenario';
import {
  buildRecord,
  compare,
  describeAnswer,
  describeEvents,
  describeRemark,
  describeStep,
  explain,
  prepare,
  remarksOn,
} from '@warmboot/scenario';
import { Command } from 'commander';
import { htmlPage } from '../compare/html-report.js';
import { answerColour } from '../print/answer-colour.js';
import { EXIT } from '../session/exit-status.js';
import { profileWarner } from '../print/warner.js';
import { machineLine } from '../print/machine-line.js';
import {
  archOption,
  bootOption,
  chosenArchitectures,
  type KernelOptions,
  machineOption,
  policyOption,
  profileOption,
  saidByOptions,
  withBuildOptions,
} from '../session/options.js';
import { openScenario } from '../session/scenario-file.js';
import type { Session } from '../session/session.js';
import type { Terminal } from '../print/terminal.js';
import { verdictLines } from '../print/verdict-lines.js';

interface RunOptions extends KernelOptions {
  readonly arch?: readonly string[];
  readonly policy?: readonly string[];
  readonly machine?: string;
  readonly json?: boolean;
  readonly html?: boolean;
  readonly boot?: number;
}

const EXAMPLES = `
Examples:
  warmboot run examples/thread.yaml --arch x86_64
  warmboot run examples/thread.yaml --arch arm64 --policy notifier-corrected
  warmboot run examples/before-the-reboot.yaml --machine warmboot-capture.tar
  warmboot run examples/thread.yaml --machine '-m 4G,slots=8,maxmem=32G -machine q35'
  warmboot run examples/thread.yaml --arch arm64 --page-size 64K --release 6.12.117
  warmboot run examples/thread.yaml --arch arm64 --json | jq .result
  warmboot run examples/thread.yaml --html > thread.html`;

/** `warmboot run SCENARIO`: one line an event, a table at the end. */
export const runCommand = (session: Session): Command =>
  withBuildOptions(
    new Command('run')
      .description('play a scenario: one line an event, a table at the end')
      .argument('<scenario>', 'a scenario file, YAML or JSON')
      .addOption(archOption('on these architectures; all by default'))
      .addOption(policyOption())
      .addOption(machineOption())
      .addOption(bootOption())
      .addOption(profileOption()),
  )
    .option('--json', 'one JSON object a step, then one with the verdicts')
    .option('--html', 'one file with a map of every step, for a report')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: RunOptions) => {
      const { scenario, framework, openCapture, openFile, machineOf } = await openScenario(
        file,
        session.plugins,
        options.machine,
        options.boot,
      );
      const said = saidByOptions(framework, options);
      const warn = profileWarner(session.terminal);
      const report = options.html === true ? silently : options.json === true ? jsonReport : textReport;
      const played: PlayedScenario[] = [];
      for (const architecture of chosenArchitectures(framework, options.arch, machineOf)) {
        const performance = prepare(framework, scenario, {
          architecture,
          openCapture,
          openFile,
          said,
          ...(options.policy === undefined ? {} : { policies: options.policy }),
        });
        warn(performance.kernel);
        const told = report(session.terminal, performance);
        if (!told.held) session.status = EXIT.failed;
        played.push(told);
      }
      if (options.html === true) session.terminal.print(await htmlPage(compare(played)));
    });

/** Plays to the end and shows each step as it happens. */
const watched = (performance: Performance, show: (record: StepRecord) => void): PlayedScenario => {
  const { scenario, kernel, policies, start, decisive } = performance;
  const running = performance.steps();
  const steps: StepRecord[] = [];
  let next = running.next();
  for (; next.done !== true; next = running.next()) {
    steps.push(next.value);
    show(next.value);
  }
  const atEnd = next.value;
  const held = [...steps.flatMap(({ verdicts }) => verdicts), ...atEnd].every((verdict) => verdict.held);
  return {
    scenario,
    kernel,
    architecture: kernel.architecture.name,
    policies,
    start,
    decisive,
    steps,
    atEnd,
    held,
  };
};

/** Plays to the end for somebody who looks at the whole. */
const silently = (_: Terminal, performance: Performance): PlayedScenario => watched(performance, () => {});

const textReport = (terminal: Terminal, performance: Performance): PlayedScenario => {
  const { colour } = terminal;
  const { scenario, kernel, decisive } = performance;
  terminal.print(colour.bold(scenario.name));
  for (const line of wrapped(scenario.story ?? '', terminal.width)) terminal.print(line);
  terminal.print(colour.dim(machineLine(kernel.architecture.name, performance.start, performance.policies)));
  terminal.print(colour.dim(kernelLine(kernel, decisive)));
  for (const remark of remarksOn(kernel, performance.start.machine.kernel.cmdline)) {
    for (const line of wrapped(describeRemark(remark), terminal.width)) terminal.print(colour.yellow(line));
  }
  for (const line of assumedLines(terminal, performance.start.assumed)) terminal.print(line);
  const played = watched(performance, (record) => showStep(terminal, record));
  terminal.print('');
  const rows = played.steps.map((record) => [
    `${record.number}`,
    describeStep(record.step),
    answerColour(colour, record)(describeAnswer(record)[0] ?? ''),
  ]);
  terminal.print(table(terminal, rows, { head: ['', 'step', 'answer'], widths: [2, 44, undefined] }));
  terminal.print('');
  for (const line of lastWords(terminal, played)) terminal.print(line);
  for (const line of verdictLines(terminal, played)) terminal.print(line);
  terminal.print('');
  return played;
};

/** Why the story ended as it did, and what comes after an end that is none. */
const lastWords = ({ width }: Terminal, { steps }: PlayedScenario): readonly string[] => {
  const at = steps.findLastIndex(({ skipped }) => skipped === undefined);
  const sentences = at < 0 ? [] : explain(steps[at]!, steps.slice(0, at));
  const why = sentences.length === 0 ? [] : [`Why it ended so: ${sentences.join('; ')}.`];
  const after = steps[at]?.answer.outcome === 'reset' ? [afterReset(steps[0]!.before.kernel.cmdline)] : [];
  const said = [...why, ...after].flatMap((text) => wrapped(text, width));
  return said.length === 0 ? [] : [...said, ''];
};

/** The platform knows nothing of kexec: its firmware loads what it loaded the first time. */
const afterReset = (cmdline: string): string =>
  `After the reset the firmware starts the first kernel again, with the first kernel's command line${cmdline === '' ? '.' : `: ${cmdline}`}`;

const showStep = (terminal: Terminal, record: StepRecord): void => {
  const { colour } = terminal;
  const { number, step, events, log, skipped, answer, notes } = record;
  terminal.print('');
  terminal.print(
    `${colour.bold(`${number}. ${describeStep(step)}`)}${skipped === undefined ? '' : colour.dim(`  (${skipped})`)}`,
  );
  for (const line of wrapped(step.note ?? '', terminal.width - 3)) terminal.print(colour.dim(`   ${line}`));
  for (const { type, text } of describeEvents(events)) labelled(terminal, type, text, colour.cyan);
  for (const line of visible(log)) terminal.print(`   ${colour.dim('log'.padEnd(LABEL))} ${line}`);
  if (skipped === undefined && isRefusal(answer)) labelled(terminal, 'refused', answer.reason, colour.red);
  for (const note of notes) labelled(terminal, 'note', note, colour.yellow);
};

/** Whether somebody said no, and why: the kernel with an errno, a program before its system call without one. */
const isRefusal = (answer: Answer): answer is Answer & { readonly reason: string } =>
  !answer.ok &&
  answer.waits !== true &&
  answer.reason !== undefined &&
  (answer.errno !== undefined || answer.outcome === undefined);

/** Columns of what stands before an event. */
const LABEL = 22;

/** A text in the right column, in as many lines as it takes, with its label before the first. */
const labelled = (
  { print, width }: Terminal,
  label: string,
  text: string,
  colour: (text: string) => string,
): void => {
  for (const [index, line] of wrapped(text, width - LABEL - 4).entries()) {
    print(`   ${colour((index === 0 ? label : '').padEnd(LABEL))} ${line}`);
  }
};

/** The forms of `replay --json`, with the events beside them. */
const jsonReport = (terminal: Terminal, performance: Performance): PlayedScenario => {
  const { kernel } = performance;
  const played = watched(
    performance,
    ({ number, step, played: actions, machine, log, events, skipped, answer, notes }) => {
      const results = actions.map(({ result }) => result);
      const image = machine.kexec.normal;
      terminal.print(
        jsonLine({
          step: number,
          architecture: kernel.architecture.name,
          action: actions[0]?.action.kind ?? step.verb.kind,
          result: results.length > 1 ? results : (results[0] ?? null),
          answer,
          ...(skipped === undefined ? {} : { skipped }),
          ...(notes.length === 0 ? {} : { notes }),
          ...(step.verb.kind === 'load' && image !== undefined
            ? { segments: image.segments.map(({ kind, mem, memsz, bufsz }) => ({ kind, mem, memsz, bufsz })) }
            : {}),
          events,
          observed: machine.halted === undefined ? { ...kernel.observe(machine), dmesg: visible(log) } : null,
        }),
      );
    },
  );
  const { scenario, architecture, policies, held, steps, atEnd } = played;
  terminal.print(
    jsonLine({
      scenario: scenario.name,
      architecture,
      policies,
      kernel: buildRecord(kernel, played.decisive),
      held,
      verdicts: [
        ...steps.flatMap(({ number, verdicts }) => verdicts.map((verdict) => ({ step: number, ...verdict }))),
        ...atEnd.map((verdict) => ({ step: null, ...verdict })),
      ],
    }),
  );
  return played;
};
