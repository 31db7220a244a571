import { columnLetter, rowName } from './markdown.js';
import type { TableCell, TableRow, VerdictTable } from './verdict-table.js';

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

/** The table as Markdown with one row a protection, its architectures side by side in each cell. */
export const markdownSummary = ({ columns, rows }: VerdictTable): string => {
  const groups = new Map<string, TableRow[]>();
  for (const row of rows) groups.set(rowName(row), [...(groups.get(rowName(row)) ?? []), row]);
  const [first = []] = groups.values();
  return [
    `| ${first.map(({ architecture }) => architecture).join(' / ')} | ${columns.map((_, at) => columnLetter(at)).join(' | ')} |`,
    `| --- | ${columns.map(() => ':-:').join(' | ')} |`,
    ...[...groups].map(
      ([name, group]) =>
        `| ${name} | ${columns.map((_, at) => together(group.map(({ cells }) => cells[at]!))).join(' | ')} |`,
    ),
    '',
    ...columns.map(({ title }, at) => `- **${columnLetter(at)}** ${title}`),
    '',
  ].join('\n');
};
