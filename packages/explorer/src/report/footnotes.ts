import type { Counterexample } from '../counterexample/counterexample.js';
import type { TableCell, VerdictTable } from './verdict-table.js';

/** A story that one or several cells of a table stand on. */
export interface Footnote {
  /** From 1, in the order of the cells. */
  readonly number: number;
  /** That of the first cell. */
  readonly story: Counterexample;
  /** Title of the property. */
  readonly title: string;
}

/** The stories behind a table, each once: protections that fail in the same way share one. */
export interface Footnotes {
  readonly notes: readonly Footnote[];
  /** The footnote of a cell; undefined for a cell without a story. */
  numberOf(cell: TableCell): number | undefined;
}

/** Two stories are one when the same people do the same on the same machine, and the same comes of it. */
const sameness = ({ property, situation, architecture, profile, reason, steps }: Counterexample): string =>
  JSON.stringify([
    property,
    situation,
    architecture,
    profile,
    reason,
    steps.map(({ actor, step }) => [actor, step]),
  ]);

/** Gathers the stories of a table in the order of its cells. */
/** Numbers the stories of a table, row by row. */
export const footnotesOf = ({ columns, rows }: VerdictTable): Footnotes => {
  const notes = new Map<string, Footnote>();
  for (const { cells } of rows) {
    for (const [at, { story }] of cells.entries()) {
      if (story === undefined || notes.has(sameness(story))) continue;
      notes.set(sameness(story), { number: notes.size + 1, story, title: columns[at]!.title });
    }
  }
  return {
    notes: [...notes.values()],
    numberOf: ({ story }) => story && notes.get(sameness(story))?.number,
  };
};
