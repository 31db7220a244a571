import { batch, computed, signal } from '@preact/signals';
import type { Counterexample } from '@warmboot/explorer';
import type { Remote } from 'comlink';
import { proxy, wrap } from 'comlink';
import { show } from '../page/page.js';
import type { Fault } from '../worker/model-api.js';
import type { Verdicts } from './kept-verdicts.js';
import { KEPT_VERDICTS } from './kept-verdicts.js';
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
/** What a search has found by now; undefined before the first, and after one was dismissed. */
const found = signal<Verdicts | undefined>(undefined);
/** What is shown: what was searched for last, or what was searched before anybody came. */
export const verdicts = computed(() => found.value ?? KEPT_VERDICTS);
/** Whether a story is being written out, to be played. */
export const writing = signal(false);

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
  const { scenario } = request;
  searching.value = { kind: 'searching', done: 0, of: 0 };
  const end = await mine.search(
    request,
    proxy(({ done, of, table }) => {
      if (explorer !== mine) return;
      batch(() => {
        found.value = { scenario, table };
        searching.value = { kind: 'searching', done, of };
      });
    }),
  );
  if (explorer !== mine) return;
  searching.value = end.ok ? { kind: 'done', complete: end.complete } : { kind: 'failed', fault: end.fault };
};

/** Ends the search; what is known stays. */
export const stop = (): void => {
  const { value } = searching;
  if (value.kind !== 'searching') return;
  worker?.terminate();
  worker = undefined;
  explorer = undefined;
  searching.value = { ...value, kind: 'stopped' };
};

/** Goes back to what was searched before anybody came. */
export const dismiss = (): void => {
  stop();
  batch(() => {
    found.value = undefined;
    searching.value = { kind: 'idle' };
  });
};

/** Plays a story of the table in the first view. */
export const playStory = async (story: Counterexample): Promise<void> => {
  writing.value = true;
  try {
    const scenario = await (explorer ?? startWorker()).scenarioOf(verdicts.value.scenario, story);
    show({ view: 'story', scenario, step: 0, switches: {}, focus: undefined });
  } finally {
    writing.value = false;
  }
};
