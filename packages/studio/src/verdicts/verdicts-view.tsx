import { useEffect, useState } from 'preact/hooks';
import type { SearchChoice } from '../link/page-state.js';
import { page, show } from '../page/page.js';
import { scenarioText } from '../player/player.js';
import { FIRST_STORY } from '../worker/first-story.js';
import type { Vocabulary } from '../worker/model-api.js';
import { dismiss, search, searching, stop, verdicts, writing } from './search.js';
import type { SearchState } from './search.js';
import { VerdictGrid } from './verdict-grid.js';

/** What is searched until somebody chooses: what Linux does, and what the thread proposed. */
const FIRST = ['none', 'notifier-as-posted', 'notifier-corrected'];

const toggled = (names: readonly string[], name: string): readonly string[] =>
  names.includes(name) ? names.filter((one) => one !== name) : [...names, name];

const Checks = ({
  title,
  all,
  chosen,
  toggle,
}: {
  title: string;
  all: readonly { readonly name: string; readonly title?: string }[];
  chosen: readonly string[];
  toggle(name: string): void;
}) => (
  <fieldset class="choice wide">
    <legend>{title}</legend>
    <div class="checks">
      {all.map(({ name, title: hint }) => (
        <label key={name} title={hint}>
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
          {name}
        </label>
      ))}
    </div>
  </fieldset>
);

const stateWords = (state: SearchState): string => {
  switch (state.kind) {
    case 'idle':
      return 'Every order in which the actors of the story can act is tried, in this page.';
    case 'searching':
      return state.of === 0 ? 'The search begins …' : `${state.done} of ${state.of} searches`;
    case 'stopped':
      return `Stopped after ${state.done} of ${state.of} searches: what was not asked is missing.`;
    case 'failed':
      return state.fault.message;
    case 'done':
      return state.complete
        ? 'Every search went to its end.'
        : 'A limit stopped a search before its end; ? says where nothing is known.';
  }
};

/** Starts the search that the page is on, of the scenario of the first view. */
const searchNow = (choice: SearchChoice): void => void search({ scenario: scenarioText(), ...choice });

const Form = ({ words }: { words: Vocabulary }) => {
  const asked = page.value.search;
  const [policies, setPolicies] = useState<readonly string[]>(asked?.policies ?? FIRST);
  const [architectures, setArchitectures] = useState<readonly string[]>(
    asked?.architectures ?? words.architectures.map(({ name }) => name),
  );
  const state = searching.value;
  const isSearching = state.kind === 'searching';
  const nothing = policies.length === 0 || architectures.length === 0;
  const known = [
    ...(words.policies.some(({ name }) => name === 'none') ? [] : [{ name: 'none', title: 'mainline' }]),
    ...words.policies,
  ];
  return (
    <form
      class="search"
      aria-label="What to search"
      onSubmit={(event) => {
        event.preventDefault();
        const choice = { policies, architectures };
        show({ search: choice });
        searchNow(choice);
      }}
    >
      <Checks
        title="Policies"
        all={known}
        chosen={policies}
        toggle={(name) => setPolicies(toggled(policies, name))}
      />
      <Checks
        title="Architectures"
        all={words.architectures}
        chosen={architectures}
        toggle={(name) => setArchitectures(toggled(architectures, name))}
      />
      <div class="search-run">
        <button type="submit" class="primary" disabled={isSearching || nothing}>
          Search
        </button>
        <button type="button" disabled={!isSearching} onClick={stop}>
          Stop
        </button>
        {isSearching ? (
          <progress aria-label="Searches" max={Math.max(1, state.of)} value={state.done} />
        ) : null}
        <span role="status">{stateWords(state)}</span>
      </div>
    </form>
  );
};

/** What the table is of, and the way back to the one that was there first. */
const Caption = () => {
  const { table } = verdicts.value;
  const states = table.rows.reduce((sum, row) => sum + row.states, 0).toLocaleString('en');
  return page.value.search === undefined ? (
    <p class="of">
      Of the story that this page opens with, under every policy that is known: {states} states, searched to
      their end.
    </p>
  ) : (
    <p class="of">
      Of the scenario of the first view: {states} states.{' '}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          dismiss();
          show({ search: undefined });
        }}
      >
        Show every policy again
      </button>
    </p>
  );
};

const Filter = () => (
  <label class="choice inline filter">
    <span>Show policies with</span>
    <input
      type="search"
      value={page.value.filter ?? ''}
      onInput={({ currentTarget: { value } }) => show({ filter: value === '' ? undefined : value })}
    />
  </label>
);

/** The table of protections by properties. */
export const VerdictsView = () => {
  // A link to a search shows what it finds.
  useEffect(() => {
    const { search: asked } = page.value;
    if (asked !== undefined && searching.value.kind === 'idle') searchNow(asked);
  }, []);
  return (
    <div class="verdict-view">
      <h2>Verdicts</h2>
      <p class="lead">
        Which protections keep what they promise, over every order in which people and kernels can act. Each
        “no” has a shortest story, which plays in the first view.
      </p>
      <details class="own-search" open={page.value.search !== undefined}>
        <summary>Search the scenario of the first view</summary>
        <Form words={FIRST_STORY.vocabulary} />
      </details>
      <div class="table-head">
        <Caption />
        <Filter />
      </div>
      <p role="status" class="of">
        {writing.value ? 'The story is written out; it plays in a moment …' : ''}
      </p>
      <VerdictGrid table={verdicts.value.table} filter={page.value.filter ?? ''} />
    </div>
  );
};
