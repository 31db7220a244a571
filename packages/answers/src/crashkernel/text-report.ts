import { hex, shortSize, sizeOf } from '@warmboot/address';
import type { Framework } from '@warmboot/core';
import { kernelLine } from '../text/kernel-line.js';
import type { Paper } from '../text/paper.js';
import { table } from '../text/table.js';
import { wrapped } from '../text/wrapped.js';
import type { CaptureKernel, Reservation } from './reservation.js';
import { totalRam } from './reservation.js';
import { sufficesWords } from './suffices.js';
import { whyOf } from './why.js';

/** What kernels make of the words, why, and whether it suffices, for people. */
export const showReservations = (
  framework: Framework,
  paper: Paper,
  cmdline: string,
  outcomes: readonly Reservation[],
  capture: CaptureKernel = {},
): void => {
  showTable(paper, cmdline, outcomes);
  showSuffices(paper, outcomes, (outcome) => sufficesWords(framework, outcome, capture));
};

const showTable = (paper: Paper, cmdline: string, outcomes: readonly Reservation[]): void => {
  const { colour } = paper;
  const rows = outcomes.map(({ architecture, profile, region, low, memory, odds }) => [
    architecture,
    profile.name,
    shortSize(totalRam(memory)),
    `${region === undefined ? colour.red('nothing') : span(region)}${mayFail(odds) ? colour.yellow(' (may fail)') : ''}`,
    low === undefined ? colour.dim('-') : span(low),
  ]);
  paper.print(colour.bold(cmdline));
  for (const line of kernelLines(outcomes)) paper.print(colour.dim(line));
  paper.print('');
  paper.print(table(paper, rows, { head: ['', 'rules of', 'RAM', 'reserved', 'low part'] }));
  paper.print('');
  const groups = alike(cmdline, outcomes);
  for (const { sentences, members } of groups) {
    paper.print(colour.bold(groups.length === 1 ? 'Why' : `Why, ${namesOf(members)}`));
    for (const line of wrapped(`${sentences.join('; ')}.`, paper.width - 2)) paper.print(`  ${line}`);
    const lines = new Set(members.flatMap(({ log }) => log.map(({ text }) => text)));
    for (const text of lines) paper.print(colour.dim(`  | ${text}`));
  }
};

/** Said once for kernels of which the same is true. */
const showSuffices = (
  { colour, print, width }: Paper,
  outcomes: readonly Reservation[],
  wordsOf: (outcome: Reservation) => string | undefined,
): void => {
  const told = new Map<string, Reservation[]>();
  for (const outcome of outcomes) {
    const words = wordsOf(outcome);
    if (words !== undefined) told.set(words, [...(told.get(words) ?? []), outcome]);
  }
  if (told.size > 0) {
    print('');
    print(colour.bold('Whether it suffices, by estimate'));
  }
  for (const [words, members] of told) {
    const whose = told.size === 1 ? '' : `${namesOf(members)}: `;
    for (const line of wrapped(`${whose}${words}.`, width - 2)) print(`  ${line}`);
  }
};

/** The kernels that are asked, those of which the same is known in one line: with their architectures where there are several. */
const kernelLines = (outcomes: readonly Reservation[]): readonly string[] => {
  const lines = new Map<string, string[]>();
  for (const { kernel, decisive, architecture } of outcomes) {
    const line = kernelLine(kernel, decisive);
    lines.set(line, [...(lines.get(line) ?? []), architecture]);
  }
  return outcomes.length === 1
    ? [...lines.keys()]
    : [...lines].map(([line, architectures]) => `${line}: ${architectures.join(', ')}`);
};

interface Group {
  readonly sentences: readonly string[];
  readonly members: readonly Reservation[];
}

/** Outcomes with the same reasons are told once. */
const alike = (cmdline: string, outcomes: readonly Reservation[]): readonly Group[] => {
  const groups = new Map<
    string,
    { readonly sentences: readonly string[]; readonly members: Reservation[] }
  >();
  for (const outcome of outcomes) {
    const sentences = whyOf(cmdline, outcome);
    const key = sentences.join('; ');
    const group = groups.get(key) ?? { sentences, members: [] };
    group.members.push(outcome);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** `arm64 (linux-6.1, linux-6.8), x86_64 (linux-6.1)` */
const namesOf = (members: readonly Reservation[]): string =>
  [...new Set(members.map(({ architecture }) => architecture))]
    .map((name) => {
      const profiles = members.filter(({ architecture }) => architecture === name);
      return `${name} (${profiles.map(({ profile }) => profile.name).join(', ')})`;
    })
    .join(', ');

/** Whether the place of the kernel decides if anything is reserved. */
const mayFail = (odds: Reservation['odds']): boolean =>
  odds !== undefined && odds.reserved > 0 && odds.reserved < 1;

const span = (range: { readonly start: number; readonly end: number }): string =>
  `${shortSize(sizeOf(range))} at ${hex(range.start)}-${hex(range.end - 1)}`;
