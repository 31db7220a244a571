import { effect, signal } from '@preact/signals';
import { hashOf, stateOf } from '../link/hash.js';
import type { PageState } from '../link/page-state.js';

/** What the page shows; all of it is in its address too. */
export const page = signal<PageState>(stateOf(location.hash));

/** Changes parts of what the page shows. A member that is `undefined` is taken out. */
export const show = (change: { readonly [K in keyof PageState]?: PageState[K] | undefined }): void => {
  const next = Object.entries({ ...page.value, ...change }).filter(([, value]) => value !== undefined);
  page.value = Object.fromEntries(next) as unknown as PageState;
};

/** Keeps the address in step with the page, and the page with an address that somebody typed. */
export const followAddress = (): void => {
  effect(() => {
    const hash = hashOf(page.value);
    if (location.hash === hash) return;
    const sameView = stateOf(location.hash).view === page.value.view;
    // Steps and switches are one place in the history; another view is another place.
    if (sameView) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
  });
  const read = (): void => {
    if (location.hash !== hashOf(page.value)) page.value = stateOf(location.hash);
  };
  addEventListener('hashchange', read);
  addEventListener('popstate', read);
};
