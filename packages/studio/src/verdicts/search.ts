import { batch, signal } from '@preact/signals';
import type { Counterexample, VerdictTable } from '@warmboot/explorer';
import type { Remote } from 'comlink';
import { proxy, wrap } from 'comlink';
import { show } from '../page/page.js';
import type { Fault } from '../worker/model-api.js';
import type { SearchApi, SearchRequest } from './search-api.js';

/** Where a search is. */
export type SearchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching'; readonly done: number; readonly of: number }
  | { readonly kind: 'stopped'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly fault: Fault };

/** Where the search is. */
export const searching = signal<SearchState>({ kind: 'idle' });
/** What is known by now. */
export const table = signal<VerdictTable | undefined>(undefined);

let worker: Worker | undefined;
let explorer: Remote<SearchApi> | undefined;

const startWorker = (): Remote<SearchApi> => {
  worker?.terminate();
  worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' });
  explorer = wrap<SearchApi>(worker);
  return explorer;
};

/** Searches; one that is under way ends. */
export const search = async (request: SearchRequest): Promise<void> => {
  const mine = startWorker();
  batch(() => {
    table.value = undefined;
    searching.value = { kind: 'searching', done: 0, of: 0 };
  });
  const end = await mine.search(
    request,
    proxy(({ done, of, table: known }) => {
      if (explorer !== mine) return;
      batch(() => {
        table.value = known;
        searching.value = { kind: 'searching', done, of };
      });
    }),
  );
  if (explorer !== mine) return;
  searching.value = end.ok ? { kind: 'done', complete: end.complete } : { kind: 'failed', fault: end.fault };
};

/** Ends the search; what is known stays. Its stories can be played no more: who found them is gone, so another comes. */
export const stop = (): void => {
  const { value } = searching;
  if (value.kind !== 'searching') return;
  worker?.terminate();
  worker = undefined;
  explorer = undefined;
  searching.value = { ...value, kind: 'stopped' };
};

/** Plays a story that was found in the first view. */
export const playStory = async (story: Counterexample): Promise<void> => {
  if (explorer === undefined) return;
  const scenario = await explorer.scenarioOf(story);
  show({ view: 'story', scenario, step: 0, switches: {}, focus: undefined });
};

/** Whether stories can be played: not after a search was stopped. */
export const canPlay = (): boolean => explorer !== undefined && searching.value.kind !== 'stopped';
