import { basename } from 'node:path';
import { jsonLine, table } from '@warmboot/answers/text';
import { humanSize } from '@warmboot/address';
import { parsingDirectory, parsingFile } from '@warmboot/format';
import type { BuildRecord, Mismatch, PredictedStep, TraceDirectory, TraceScore } from '@warmboot/scenario';
import { FIELD_GROUPS, checkTrace, readTrace, replayTrace } from '@warmboot/scenario';
import { Command } from 'commander';
import { openCapture } from '../capture/open-capture.js';
import { openMachine } from '../capture/open-machine.js';
import { EXIT } from '../session/exit-status.js';
import { warner } from '../print/warner.js';
import { Progress } from '../print/progress.js';
import { type KernelOptions, profileOption, saidByOptions, withBuildOptions } from '../session/options.js';
import type { Session } from '../session/session.js';
import { openFramework } from '../session/standard-framework.js';
import type { Terminal } from '../print/terminal.js';

interface ReplayOptions extends KernelOptions {
  readonly check?: boolean;
  readonly json?: boolean;
  readonly machine?: string;
}

const EXAMPLES = `
Examples:
  warmboot replay captures/x86_64-bios-race-policy0
  warmboot replay captures/arm64-efi-load --json | jq .segments
  warmboot replay captures/*/ --check
  warmboot replay captures/x86_64-bios-load --machine warmboot-capture.tar`;

/** `warmboot replay TRACE...`: predicts what a recorded machine did, and says how well. */
export const replayCommand = (session: Session): Command =>
  withBuildOptions(
    new Command('replay')
      .description('predict each step of a recorded machine; with --check, compare and score')
      .argument('<trace...>', 'directories or tars that hold a trace.json')
      .option('--check', 'compare with what the real kernel answered')
      .option('--json', 'one JSON object a step; with --check, one a trace')
      .option('--machine <capture>', 'do the recorded steps on another machine: a capture')
      .addOption(profileOption()),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (directories: readonly string[], options: ReplayOptions) => {
      const { check = false, json = false } = options;
      const framework = await openFramework(session.plugins);
      const traces: OpenTrace[] = [];
      for (const directory of directories) traces.push({ directory, trace: await openTrace(directory) });
      const { machine: path } = options;
      const said = saidByOptions(framework, options);
      const machine = path === undefined ? undefined : await openMachine(framework, path, said);
      // A prediction that is compared may assume nothing.
      if (path !== undefined) parsingDirectory(path, () => machine?.requireWhole?.());
      const predict = ({ trace }: OpenTrace): Generator<PredictedStep> =>
        replayTrace(framework, trace, machine, said);
      const warn = warner(session.terminal);
      if (check) {
        const progress = new Progress(session.terminal, 'traces');
        const scores = traces.map((trace, index) => {
          progress.at(index, traces.length);
          return checked(trace, predict);
        });
        progress.end();
        for (const { kernel } of scores) warn(kernel);
        showScores(session.terminal, scores, json);
        if (scores.some(({ right, scored }) => right < scored)) session.status = EXIT.failed;
        return;
      }
      for (const open of traces) {
        const form = { json, named: traces.length > 1 };
        parsingDirectory(open.directory, () =>
          showPredictions(session.terminal, open.trace.trace.name, predict(open), { ...form, warn }),
        );
      }
    });

interface OpenTrace {
  readonly directory: string;
  readonly trace: TraceDirectory;
}

type Predict = (trace: OpenTrace) => Generator<PredictedStep>;

const openTrace = async (path: string): Promise<TraceDirectory> => {
  const files = await openCapture(path);
  return parsingFile(`${path.replace(/\/+$/, '')}/trace.json`, () => readTrace(files));
};

const checked = (open: OpenTrace, predict: Predict): TraceScore =>
  parsingDirectory(open.directory, () => checkTrace(open.trace, predict(open)));

interface PredictionForm {
  readonly json: boolean;
  /** Several traces are shown, so that each line says of which it is. */
  readonly named: boolean;
  readonly warn: (kernel: BuildRecord | undefined) => void;
}

const showPredictions = (
  terminal: Terminal,
  name: string,
  steps: Iterable<PredictedStep>,
  { json, named, warn }: PredictionForm,
): void => {
  const { colour } = terminal;
  for (const step of steps) {
    warn(step.kernel);
    if (!json && step.step === 0) {
      terminal.print(colour.bold(name));
      if (step.kernel !== undefined) terminal.print(colour.dim(`kernel  ${step.kernel.words}`));
    }
    if (json) {
      terminal.print(jsonLine(named ? { trace: name, ...step } : step));
      continue;
    }
    // The first step is the recording's own input; its boot log would bury the rest.
    const dmesg = step.step === 0 ? [] : (step.observed?.dmesg ?? []);
    terminal.print(`${`${step.step}`.padStart(3)}  ${step.action.padEnd(14)} ${short(step.result)}`);
    for (const { kind, mem, memsz } of step.segments ?? []) {
      terminal.print(colour.dim(`       ${kind.padEnd(12)} ${mem} + ${memsz}`));
    }
    for (const line of dmesg) terminal.print(colour.dim(`       | ${line}`));
  }
};

const LONGEST_RESULT = 120;

const short = (value: unknown): string => {
  if (value === null) return '';
  const text = jsonLine(value);
  return text.length > LONGEST_RESULT ? `${text.slice(0, LONGEST_RESULT)}…` : text;
};

const showScores = (terminal: Terminal, scores: readonly TraceScore[], json: boolean): void => {
  if (json) {
    for (const score of scores) terminal.print(jsonLine(score));
    return;
  }
  const { colour } = terminal;
  const rows = scores.map((score) => [
    score.name,
    (score.right === score.scored ? colour.green : colour.red)(percent(score.right, score.scored)),
    ...FIELD_GROUPS.map((group) => groupScore(score, group)),
    kernelWords(score),
  ]);
  terminal.print(table(terminal, rows, { head: ['trace', 'score', ...FIELD_GROUPS, 'by the rules of'] }));
  for (const score of scores) showMismatches(terminal, score);
  const right = scores.reduce((sum, score) => sum + score.right, 0);
  const scored = scores.reduce((sum, score) => sum + score.scored, 0);
  terminal.print('');
  terminal.print(`${right} of ${scored} field groups as recorded: ${percent(right, scored)}`);
};

/** `linux-6.12, 64 KiB, 52/48 bits`: profile, page size, and bits of virtual addresses, built and in use. */
const kernelWords = ({ kernel }: TraceScore): string => {
  if (kernel === undefined) return '-';
  const { profile, page_size: pageSize, va_bits: built, va_bits_in_use: used } = kernel;
  const bits = built === null ? [] : [`${built}${used === built ? '' : `/${used}`} bits`];
  return [profile, humanSize(pageSize), ...bits].join(', ');
};

/** Rounded down, so that only a perfect score reads 100 %. */
const percent = (right: number, scored: number): string =>
  scored === 0 ? '-' : `${Math.floor((1000 * right) / scored) / 10} %`;

const groupScore = ({ steps }: TraceScore, group: (typeof FIELD_GROUPS)[number]): string => {
  const scored = steps.filter((step) => step.scored.includes(group));
  const right = scored.filter(({ mismatches }) => mismatches.every((mismatch) => mismatch.group !== group));
  return scored.length === 0 ? '-' : `${right.length}/${scored.length}`;
};

const showMismatches = ({ print, colour }: Terminal, { name, steps }: TraceScore): void => {
  for (const { step, action, mismatches } of steps) {
    if (mismatches.length === 0) continue;
    print('');
    print(colour.bold(`${basename(name)}, step ${step} (${action})`));
    for (const mismatch of mismatches) {
      print(`  ${[mismatch.group, mismatch.path].filter((part) => part !== '').join(' ')}`);
      print(`    recorded:  ${side(mismatch, 'recorded')}`);
      print(`    predicted: ${side(mismatch, 'predicted')}`);
    }
  }
};

const side = (mismatch: Mismatch, which: 'recorded' | 'predicted'): string =>
  mismatch[which] === undefined ? '(nothing)' : short(mismatch[which]);
