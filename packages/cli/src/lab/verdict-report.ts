import { jsonLine, table } from '@warmboot/answers/text';
import type { Verdict } from '@warmboot/lab';
import type { Mismatch, Scenario, StepCheck, Trace } from '@warmboot/scenario';
import type { Terminal } from '../print/terminal.js';

const LONGEST = 100;

const side = (value: unknown): string => {
  if (value === undefined) return '(nothing)';
  const text = typeof value === 'string' ? value : jsonLine(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** A story on both sides: a line a step, then what differs. */
export const showVerdict = (
  terminal: Terminal,
  { name }: Scenario,
  { kernel, arch, policy, firmware }: Trace,
  { score, steps }: Verdict,
): void => {
  const { print, colour } = terminal;
  print(colour.bold(name));
  print(
    colour.dim(`${kernel} on ${arch} (${firmware}); model: ${score.kernel?.words ?? '-'}; policy: ${policy}`),
  );
  print('');
  const mark = (same: boolean): string => (same ? colour.green('=') : colour.red('≠'));
  const [found] = score.steps;
  const rows = [
    [mark(found!.mismatches.length === 0), '', '(the machine that is found)', '', ''],
    ...steps.map(({ number, title, model, linux, same, skipped }) =>
      skipped === undefined
        ? [mark(same), `${number}`, title, model, linux]
        : [' ', `${number}`, title, colour.dim(`(${skipped})`), ''],
    ),
  ];
  print(
    table(terminal, rows, {
      head: ['', '', 'step', 'model', 'Linux'],
      widths: [1, 2, 40, undefined, undefined],
    }),
  );
  showChecks(terminal, 'the machine that is found', found!);
  for (const { number, title, checks, panic, same } of steps) {
    for (const check of checks) showChecks(terminal, `step ${number}, ${title}`, check);
    if (panic !== undefined && !same)
      print(`  on the console of step ${number}: Kernel panic - not syncing: ${panic}`);
  }
  print('');
  const verdict = `${score.right} of ${score.scored} field groups agree`;
  print(score.right === score.scored ? colour.green(verdict) : colour.red(verdict));
  print('');
};

const showChecks = ({ print, colour }: Terminal, title: string, { mismatches }: StepCheck): void => {
  if (mismatches.length === 0) return;
  print('');
  print(colour.bold(title));
  for (const { group, path, recorded, predicted } of mismatches as readonly Mismatch[]) {
    print(`  ${[group, path].filter((part) => part !== '').join(' ')}`);
    print(`    Linux: ${side(recorded)}`);
    print(`    model: ${side(predicted)}`);
  }
};
