import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import type { Terminal } from './terminal.js';

/** Lines between the heads and the rows, and nothing else. */
const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export interface TableOptions {
  readonly head?: readonly string[];
  /** Width of each column; what is left goes to those that say nothing, in equal parts. */
  readonly widths?: readonly (number | undefined)[];
  /** Columns to the left of the table. */
  readonly indent?: number;
}

/** Rows as aligned text. Long cells wrap where a width is set. */
export const table = (
  terminal: Terminal,
  rows: readonly (readonly string[])[],
  { head, widths, indent = 0 }: TableOptions = {},
): string => {
  const columns = fitted(widths, terminal.width - indent);
  const drawn = new Table({
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    wordWrap: columns.length > 0,
    colWidths: columns,
  });
  if (head !== undefined) drawn.push(head.map((title) => terminal.colour.bold(title)));
  for (const row of rows) drawn.push([...row]);
  const lines = drawn
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
  if (head !== undefined)
    lines.splice(1, 0, terminal.colour.dim('─'.repeat(ruleLength(lines, terminal.width))));
  return lines.join('\n');
};

/** As long as the longest line, without what only colours it. */
const ruleLength = (lines: readonly string[], width: number): number =>
  Math.min(width, Math.max(...lines.map((line) => stripVTControlCharacters(line).length)));

const fitted = (widths: readonly (number | undefined)[] = [], total: number): number[] => {
  const gaps = 2 * (widths.length - 1);
  const taken = widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const open = widths.filter((width) => width === undefined).length;
  const share = Math.max(12, Math.floor((total - gaps - taken) / Math.max(1, open)));
  return widths.map((width) => width ?? share);
};
