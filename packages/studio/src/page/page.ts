import { computed, effect, signal } from '@preact/signals';
import { hashOf, stateOf } from '../link/hash.js';
import type { PageState } from '../link/page-state.js';

/** What the page shows; all of it is in its address too. */
export const page = signal<PageState>(stateOf(location.hash));

/** The view that is shown. */
export const view = computed(() => page.value.view);
/** Steps that have happened. */
export const step = computed(() => page.value.step);
/** What the kernels of the story are. */
export const switches = computed(() => page.value.switches);
/** What the maps show close. */
export const focus = computed(() => page.value.focus);

/** Changes parts of what the page shows. A member that is `undefined` is taken out. */
export const show = (change: { readonly [K in keyof PageState]?: PageState[K] | undefined }): void => {
  const next = Object.entries({ ...page.value, ...change }).filter(([, value]) => value !== undefined);
  page.value = Object.fromEntries(next) as unknown as PageState;
};

/** Milliseconds of silence before the address is written: browsers stop pages that write theirs at every key. */
const PAUSE = 200;

/** Writes the page's state into its address. Another view is another place in the history; a step is not. */
const writeAddress = (): void => {
  const hash = hashOf(page.value);
  if (location.hash === hash) return;
  if (stateOf(location.hash).view === page.value.view) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
};

/** Keeps the address in step with the page, and the page with an address that somebody typed. */
export const followAddress = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = view.value;
  effect(() => {
    const next = page.value.view;
    clearTimeout(timer);
    if (next === shown) timer = setTimeout(writeAddress, PAUSE);
    else writeAddress();
    shown = next;
  });
  const read = (): void => {
    clearTimeout(timer);
    if (location.hash !== hashOf(page.value)) page.value = stateOf(location.hash);
  };
  addEventListener('hashchange', read);
  addEventListener('popstate', read);
};

/** The address of what is shown at this instant. */
export const addressNow = (): string => {
  writeAddress();
  return location.href;
};
