import type { Framework } from '@warmboot/core';
import { propertiesOf } from '../properties/catalogue.js';
import type { Limits, SearchOptions } from '../search/search.js';
import { search } from '../search/search.js';
import { setUp } from '../search/stagecraft.js';
import type { Verdict } from '../search/verdict.js';
import type { Story } from '../counterexample/story.js';
import { storyOf } from '../counterexample/story.js';
import type { Cell } from '../model/cell.js';
import { cellName } from '../model/cell.js';

/** A verdict with its story. */
export type ToldVerdict =
  | Exclude<Verdict, { status: 'broken' }>
  | { readonly status: 'broken'; readonly reason: string; readonly story: Story };

/** What a search came to. Plain data, the same wherever it ran. */
export interface CellResult {
  /** Name of the cell: see {@link cellName}. */
  readonly cell: string;
  readonly verdicts: Readonly<Record<string, ToldVerdict>>;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly complete: boolean;
  /** The limit that ended the search, if one did: verdicts that are not broken are then unknown. */
  readonly stoppedBy?: keyof Limits;
}

/** What the searches of a campaign stand on: the same plugins in every worker, actors and properties among them. */
export interface Workshop {
  readonly framework: Framework;
}

/** How a cell is searched, and what is asked. */
export interface CellOptions extends SearchOptions {
  /** Names of properties; all of them where absent. */
  readonly properties?: readonly string[];
}

/**
 * Searches one cell, and tells the story of each verdict against it.
 * @throws UnknownNameError for a name that no plugin brought, TypeError for a situation that cannot be
 */
export const searchCell = ({ framework }: Workshop, cell: Cell, options: CellOptions = {}): CellResult => {
  const stage = setUp(framework, cell.situation, cell, propertiesOf(framework, options.properties));
  const { verdicts, states, transitions, depth, complete, stoppedBy } = search(stage, options);
  const told = [...verdicts].map(([name, verdict]): [string, ToldVerdict] => [
    name,
    verdict.status === 'broken'
      ? { status: 'broken', reason: verdict.reason, story: storyOf(stage, cell, name, verdict) }
      : verdict,
  ]);
  return {
    cell: cellName(cell),
    verdicts: Object.fromEntries(told),
    states,
    transitions,
    depth,
    complete,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
};
