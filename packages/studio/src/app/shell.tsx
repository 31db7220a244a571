import type { ComponentType } from 'preact';
import type { Theme, ViewName } from '../link/page-state.js';
import { VIEWS } from '../link/page-state.js';
import { StoryView } from '../story/story-view.js';
import { lazily } from '../page/lazily.js';
import { show, view } from '../page/page.js';
import { theme } from '../page/theme.js';

/** What a view is called, and what draws it. */
const SHOWN: Readonly<Record<ViewName, { readonly title: string; readonly View: ComponentType }>> = {
  story: { title: 'Story', View: StoryView },
  verdicts: {
    title: 'Verdicts',
    View: lazily(async () => (await import('../verdicts/verdicts-view.js')).VerdictsView),
  },
  bring: {
    title: 'Bring your own',
    View: lazily(async () => (await import('../bring/bring-view.js')).BringView),
  },
};

const THEMES: readonly (readonly [Theme, string])[] = [
  ['auto', 'as the system'],
  ['light', 'light'],
  ['dark', 'dark'],
];

/** The frame of the page: its name, its views, and the one that is shown. */
export const Shell = () => {
  const name = view.value;
  const { title, View } = SHOWN[name];
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the view
      </a>
      <header class="masthead">
        <h1>
          <span class="brand">warmboot</span> studio
        </h1>
        <nav aria-label="Views">
          {VIEWS.map((one) => (
            <a
              key={one}
              href={`#${one}`}
              aria-current={one === name ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                show({ view: one });
              }}
            >
              {SHOWN[one].title}
            </a>
          ))}
        </nav>
        <label class="theme">
          <span>Colours</span>
          <select
            value={theme.value}
            onChange={({ currentTarget }) => (theme.value = currentTarget.value as Theme)}
          >
            {THEMES.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </header>
      <main id="main" tabIndex={-1} aria-label={title}>
        <View key={name} />
      </main>
    </>
  );
};

/** The hash is the page's state, so a link cannot move the focus by itself. */
const skipToMain = (event: Event): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
};
