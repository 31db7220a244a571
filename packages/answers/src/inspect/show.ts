import { table } from '../text/table.js';
import type { Paper } from '../text/paper.js';
import type { Explanation } from './explanation.js';

/** Lines of a source form that are shown unless all are asked for. */
const SHOWN_LINES = 40;

/** An explanation, for people. */
export const showExplanation = (
  paper: Paper,
  explanation: Explanation,
  { all, indent = 0 }: { readonly all: boolean; readonly indent?: number },
): void => {
  const { print, colour } = paper;
  const margin = ' '.repeat(indent);
  print(`${margin}${colour.bold(explanation.format)}`);
  const { facts, tables = [], text, inner } = explanation;
  if (facts.length > 0) {
    const width = Math.max(...facts.map(([name]) => name.length));
    print(table(paper, facts, { indent: indent + 2, widths: [width, undefined] }));
  }
  if (inner !== undefined) {
    print(`${margin}  which holds:`);
    showExplanation(paper, inner, { all, indent: indent + 4 });
  }
  for (const { title, head, rows } of tables) {
    if (rows.length === 0) continue;
    print('');
    print(`${margin}${colour.bold(title)}`);
    const columns = Math.max(...rows.map((row) => row.length));
    const widths = Array.from({ length: columns }, (_, column) =>
      column === columns - 1
        ? undefined
        : Math.max(
            ...[...(head === undefined ? [] : [head]), ...rows].map((row) => row[column]?.length ?? 0),
          ),
    );
    print(table(paper, rows, { indent: indent + 2, widths, ...(head === undefined ? {} : { head }) }));
  }
  if (text === undefined) return;
  print('');
  const lines = text.trimEnd().split('\n');
  const shown = all ? lines : lines.slice(0, SHOWN_LINES);
  for (const line of shown) print(`${margin}${line}`);
  if (shown.length < lines.length) {
    print(colour.dim(`${margin}… ${lines.length - shown.length} more lines: --all shows them`));
  }
};
