import { stepName } from '../search/step-numbers.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Answer, TableCell, TableRow, VerdictTable } from './verdict-table.js';

/** A story as what it takes to follow it again: see `counterexampleOf`. */
export interface PackedStory {
  readonly situation: string;
  readonly reason: string;
  /** Names of steps, for `replay`. */
  readonly path: readonly string[];
}

/** A row of a table, its stories by their places in the list of all. */
export interface PackedRow extends Omit<TableRow, 'cells'> {
  readonly cells: readonly (Exclude<Answer, 'no'> | number)[];
}

/** A table of verdicts in a hundredth of its bytes: a story is its path, and stands there once. */
export interface PackedTable extends Pick<VerdictTable, 'columns'> {
  readonly rows: readonly PackedRow[];
  readonly stories: readonly PackedStory[];
}

const packed = ({ situation, reason, steps }: Counterexample): PackedStory => ({
  situation,
  reason,
  path: steps.map(({ actor, step }) => stepName(actor, step)),
});

/** Packs a table. What its stories came to on the way is left out: it follows from their paths. */
export const packTable = ({ columns, rows }: VerdictTable): PackedTable => {
  const places = new Map<string, number>();
  const stories: PackedStory[] = [];
  const placeOf = (story: Counterexample): number => {
    const one = packed(story);
    const key = JSON.stringify(one);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, stories.length);
    return stories.push(one) - 1;
  };
  return {
    columns,
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells.map(({ answer, story }) =>
        story === undefined ? (answer as Exclude<Answer, 'no'>) : placeOf(story),
      ),
    })),
    stories,
  };
};

/** The steps of a path by their names alone. */
const stepOf = (name: string): Counterexample['steps'][number] => {
  const [actor = '', step = ''] = name.split(/: (.*)/s);
  return { actor, step, label: step, actions: [], results: [], log: [] };
};

/** The table behind {@link packTable}: its stories have names of steps, and nothing of what came of them. */
export const unpackTable = ({ columns, rows, stories }: PackedTable): VerdictTable => ({
  columns,
  rows: rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, column): TableCell => {
      if (typeof cell !== 'number') return { answer: cell };
      const { situation, reason, path } = stories[cell]!;
      const { architecture, policies, profile } = row;
      return {
        answer: 'no',
        story: {
          property: columns[column]!.name,
          situation,
          architecture,
          policies,
          ...(profile === undefined ? {} : { profile }),
          reason,
          steps: path.map(stepOf),
          map: [],
        },
      };
    }),
  })),
});
