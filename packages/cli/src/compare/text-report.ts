import { stripVTControlCharacters } from 'node:util';
import { assumedLines, table, wrapped } from '@warmboot/answers/text';
import type { ComparedStep, Comparison } from '@warmboot/scenario';
import { machineLines, whyEntries } from '@warmboot/scenario';
import { answerColour } from '../print/answer-colour.js';
import type { Terminal } from '../print/terminal.js';
import { verdictLines } from '../print/verdict-lines.js';

const NUMBER_WIDTH = 3;
const STEP_WIDTH = 26;
const NARROWEST_STEP = 14;
/** Columns between two cells. */
const GAP = 2;

/** The table of steps, then what differs and why, for a terminal. */
export const printText = (terminal: Terminal, comparison: Comparison, brief: boolean): void => {
  const { colour } = terminal;
  const { scenario, policies, machines, steps, performances } = comparison;
  if (!brief) {
    terminal.print(colour.bold(scenario.name));
    for (const line of wrapped(scenario.story ?? '', terminal.width)) terminal.print(line);
    terminal.print('');
  }
  terminal.print(`policy: ${colour.bold(policies.length === 0 ? 'none' : policies.join(' + '))}`);
  terminal.print('');
  const head = ['', 'step', ...machines.map(({ architecture }) => architecture)];
  const machineRow = ['', '(the machine)', ...machines.map((facts) => machineLines(facts).join('\n'))];
  const rows = [machineRow, ...steps.map((step) => stepRow(terminal, step))];
  terminal.print(table(terminal, rows, { head, widths: widthsFor(rows, terminal.width) }));
  terminal.print('');
  const assumed = new Set(performances.flatMap(({ start }) => start.assumed ?? []));
  for (const line of assumedLines(terminal, [...assumed])) terminal.print(line);
  for (const line of whyLines(terminal, comparison)) terminal.print(line);
  for (const played of performances) {
    if (!played.held) for (const line of verdictLines(terminal, played)) terminal.print(line);
  }
};

/** Answers get what their longest words need, the steps what is left, and then all answers the same. */
const widthsFor = (rows: readonly (readonly string[])[], total: number): readonly number[] => {
  const needed = (rows[0] ?? [])
    .slice(2)
    .map((_, column) => longestWord(rows.map((row) => row[column + 2] ?? '')));
  const room = total - NUMBER_WIDTH - GAP * (needed.length + 1);
  const sum = needed.reduce((all, width) => all + width, 0);
  const steps = Math.max(NARROWEST_STEP, Math.min(STEP_WIDTH, room - sum));
  const share = Math.floor((room - steps) / Math.max(1, needed.length));
  return [NUMBER_WIDTH, steps, ...needed.map((width) => Math.max(share, width))];
};

const longestWord = (cells: readonly string[]): number =>
  Math.max(
    0,
    ...cells.flatMap((cell) =>
      stripVTControlCharacters(cell)
        .split(/\s+/)
        .map(({ length }) => length),
    ),
  );

const stepRow = ({ colour }: Terminal, { number, title, answers, differs }: ComparedStep): string[] => [
  `${differs ? colour.yellow('≠') : ' '} ${number}`,
  differs ? colour.bold(title) : title,
  ...answers.map(({ lines: [headline = '', ...details], record }) =>
    [answerColour(colour, record)(headline), ...details.map(colour.dim)].join('\n'),
  ),
];

/** What differs and why, step by step, in three columns: the aspect, the architecture, the sentence. */
const whyLines = ({ colour, width }: Terminal, { steps, machines }: Comparison): readonly string[] => {
  const names = machines.map(({ architecture }) => architecture);
  const nameWidth = Math.max(...names.map(({ length }) => length));
  return steps.flatMap((step) => {
    const entries = whyEntries(step, names);
    if (entries.length === 0) return [];
    const labelWidth = Math.max(...entries.map(({ label }) => label.length));
    const indent = 2 + (labelWidth === 0 ? 0 : labelWidth + 2) + nameWidth + 2;
    const lines = entries.flatMap(({ label, who, sentence }, index) => {
      const repeated = index > 0 && entries[index - 1]!.label === label;
      const margin = `  ${labelWidth === 0 ? '' : `${(repeated ? '' : label).padEnd(labelWidth)}  `}`;
      const [first = '', ...rest] = wrapped(sentence, width - indent);
      return [
        `${colour.dim(margin)}${who.padEnd(nameWidth)}  ${first}`,
        ...rest.map((line) => `${' '.repeat(indent)}${line}`),
      ];
    });
    return [colour.bold(`Why ${step.number}, ${step.title}`), ...lines, ''];
  });
};
