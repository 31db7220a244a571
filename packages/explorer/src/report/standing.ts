import { rowName } from './row-name.js';
import type { TableCell, TableRow, VerdictTable } from './verdict-table.js';

/** A protection over all its architectures. */
export interface Standing {
  /** Policies in force, in order. */
  readonly policies: readonly string[];
  /** `unload-and-hold + udev-reload (linux-6.6)` */
  readonly name: string;
  /** Its rows, one an architecture. */
  readonly rows: readonly TableRow[];
  /** Places of the columns that hold on every architecture, or about which no question came up. */
  readonly holds: readonly number[];
}

const stands = ({ answer }: TableCell): boolean => answer === 'yes' || answer === 'moot';

/** The protections of a table, in its order. */
export const standingsOf = ({ columns, rows }: VerdictTable): readonly Standing[] => {
  const groups = new Map<string, TableRow[]>();
  for (const row of rows) groups.set(rowName(row), [...(groups.get(rowName(row)) ?? []), row]);
  return [...groups].map(([name, group]) => ({
    policies: group[0]!.policies,
    name,
    rows: group,
    holds: [...columns.keys()].filter((at) => group.every(({ cells }) => stands(cells[at]!))),
  }));
};

/** What two protections have to agree in to share a row: every answer, and the length of every story. */
const likeness = ({ rows }: Standing): string =>
  JSON.stringify(
    rows.map(({ architecture, cells }) => [
      architecture,
      cells.map(({ answer, story }) => [answer, story?.steps.length]),
    ]),
  );

/** Protections that come out the same, together; in the order of the first of each. */
export const mergedStandings = (standings: readonly Standing[]): readonly (readonly Standing[])[] => {
  const groups = new Map<string, Standing[]>();
  for (const standing of standings) {
    const key = likeness(standing);
    groups.set(key, [...(groups.get(key) ?? []), standing]);
  }
  return [...groups.values()];
};

const isPart = (some: readonly number[], all: readonly number[]): boolean =>
  some.length < all.length && some.every((one) => all.includes(one));

/** Protections that no other one surpasses: none holds all that they hold and more. */
export const unsurpassed = (standings: readonly Standing[]): readonly Standing[] =>
  standings.filter(({ holds }) => !standings.some((other) => isPart(holds, other.holds)));
