import { conclusionOf } from './conclusion.js';
import { columnLetter } from './row-name.js';
import type { Standing } from './standing.js';
import { mergedStandings, standingsOf, unsurpassed } from './standing.js';
import type { TableCell, VerdictTable } from './verdict-table.js';

/** `yes`, `no 8`, or both with a stroke between them where architectures differ. */
const together = (cells: readonly TableCell[]): string => {
  const words = cells.map(({ answer, story }) =>
    answer === 'no' ? `**no** ${story!.steps.length}` : { yes: 'yes', unknown: '?', moot: '–' }[answer],
  );
  if (new Set(words).size === 1) return words[0]!;
  const answers = new Set(cells.map(({ answer }) => answer));
  return answers.size === 1
    ? `**no** ${cells.map(({ story }) => story!.steps.length).join(' / ')}`
    : words.join(' / ');
};

const rowOf = (merged: readonly Standing[], columns: VerdictTable['columns']): string => {
  const answers = columns.map((_, at) => together(merged[0]!.rows.map(({ cells }) => cells[at]!)));
  return `| ${merged.map(({ name }) => name).join(', ')} | ${answers.join(' | ')} |`;
};

const tableOf = ({ columns }: VerdictTable, shown: readonly (readonly Standing[])[]): readonly string[] => {
  const architectures = shown[0]?.[0]?.rows.map(({ architecture }) => architecture) ?? [];
  return [
    `| ${architectures.join(' / ')} | ${columns.map((_, at) => columnLetter(at)).join(' | ')} |`,
    `| --- | ${columns.map(() => ':-:').join(' | ')} |`,
    ...shown.map((merged) => rowOf(merged, columns)),
    '',
  ];
};

/** What the columns ask, each by its letter. */
const titlesOf = ({ columns }: VerdictTable): readonly string[] =>
  columns.map(({ title }, at) => `**${columnLetter(at)}** ${title}`);

/**
 * The table as Markdown, architectures side by side in each cell; protections that come out the same share a row. What it
 * comes to is told below.
 */
export const markdownSummary = (table: VerdictTable): string =>
  [
    ...tableOf(table, mergedStandings(standingsOf(table))),
    ...titlesOf(table).map((title) => `- ${title}`),
    '',
    ...conclusionOf(table).map((sentence) => `- ${sentence}`),
    '',
  ].join('\n');

/**
 * The same with a few rows: the first, which is no protection where that was asked for, and those that no other surpasses,
 * most first; and, in a paragraph, what the columns ask and how much of it holds at once.
 * @param rows at most
 */
export const markdownShort = (table: VerdictTable, rows = 5): string => {
  const merged = mergedStandings(standingsOf(table));
  const best = new Set(unsurpassed(merged.map(([first]) => first!)));
  const chosen = merged
    .slice(1)
    .filter(([first]) => best.has(first!))
    .toSorted(([a], [b]) => b!.holds.length - a!.holds.length)
    .slice(0, rows - 1);
  return [
    ...tableOf(table, [...merged.slice(0, 1), ...chosen]),
    [`${titlesOf(table).join('; ')}.`, ...conclusionOf(table).slice(-1)].join(' '),
    '',
  ].join('\n');
};
