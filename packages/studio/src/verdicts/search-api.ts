import type { Counterexample, VerdictTable } from '@warmboot/explorer';
import type { Fault } from '../worker/model-api.js';

/** What is searched. */
export interface SearchRequest {
  /** The scenario as YAML: its explore section, or all orders of its steps. */
  readonly scenario: string;
  readonly architectures: readonly string[];
  /** Each by itself. */
  readonly policies: readonly string[];
}

/** How far a search is, and what is known by now. */
export interface SearchProgress {
  readonly done: number;
  readonly of: number;
  readonly table: VerdictTable;
}

/** How a search ended. */
export type SearchEnd =
  { readonly ok: true; readonly complete: boolean } | { readonly ok: false; readonly fault: Fault };

/** The explorer, in a worker of its own which ends when a search is stopped. */
export interface SearchApi {
  search(request: SearchRequest, onProgress: (progress: SearchProgress) => void): Promise<SearchEnd>;
  /** A story that a search of a scenario found, as a scenario of its own. */
  scenarioOf(scenario: string, story: Counterexample): string;
}
