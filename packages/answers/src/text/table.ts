import fastStringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Paper } from './paper.js';

/** Columns between two cells. */
const GAP = '  ';

/** How a table is laid out. */
export interface TableOptions {
  readonly head?: readonly string[];
  /** Width of each column; what is left goes to those that say nothing, in equal parts. */
  readonly widths?: readonly (number | undefined)[];
  /** Columns to the left of the table. */
  readonly indent?: number;
}

/** Rows as aligned text. Long cells wrap where a width is set; a cell may have lines of its own. */
export const table = (
  paper: Paper,
  rows: readonly (readonly string[])[],
  { head, widths, indent = 0 }: TableOptions = {},
): string => {
  const { bold, dim } = paper.colour;
  const set = fitted(widths, paper.width - indent);
  const cells = [
    ...(head === undefined ? [] : [head.map((title) => (title === '' ? title : bold(title)))]),
    ...rows,
  ].map((row) => row.map((cell, column) => linesOf(cell, set[column])));
  const columns = Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, column) =>
    Math.max(set[column] ?? 0, ...cells.flatMap((row) => (row[column] ?? []).map(displayWidth))),
  );
  const drawn = cells.map((row) => drawnRow(row, columns, ' '.repeat(indent)));
  const lines = drawn.flat();
  if (head === undefined) return lines.join('\n');
  const rule = dim('─'.repeat(Math.min(paper.width, Math.max(...lines.map(displayWidth)))));
  return [...(drawn[0] ?? []), rule, ...drawn.slice(1).flat()].join('\n');
};

/** Columns that a text takes: what only colours it takes none. */
const displayWidth = (text: string): number => fastStringWidth(text);

/** A line that fits keeps the blanks before it. */
const linesOf = (cell: string, width: number | undefined): readonly string[] =>
  cell
    .split('\n')
    .flatMap((line) =>
      width === undefined || displayWidth(line) <= width
        ? [line]
        : wrapAnsi(line, width, { hard: true }).split('\n'),
    );

/** As many lines as the highest cell has. */
const drawnRow = (
  row: readonly (readonly string[])[],
  columns: readonly number[],
  margin: string,
): readonly string[] =>
  Array.from({ length: Math.max(1, ...row.map((lines) => lines.length)) }, (_, line) =>
    `${margin}${row.map((lines, column) => padded(lines[line] ?? '', columns[column] ?? 0)).join(GAP)}`.trimEnd(),
  );

const padded = (text: string, width: number): string =>
  `${text}${' '.repeat(Math.max(0, width - displayWidth(text)))}`;

const fitted = (widths: readonly (number | undefined)[] = [], total: number): number[] => {
  const gaps = GAP.length * (widths.length - 1);
  const taken = widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const open = widths.filter((width) => width === undefined).length;
  const share = Math.max(12, Math.floor((total - gaps - taken) / Math.max(1, open)));
  return widths.map((width) => width ?? share);
};
