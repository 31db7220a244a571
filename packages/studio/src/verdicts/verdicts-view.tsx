import { useState } from 'preact/hooks';
import { scenarioText } from '../player/player.js';
import { FIRST_STORY } from '../worker/first-story.js';
import type { Vocabulary } from '../worker/model-api.js';
import { search, searching, stop, table } from './search.js';
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

const Form = ({ words }: { words: Vocabulary }) => {
  const [policies, setPolicies] = useState<readonly string[]>(FIRST);
  const [architectures, setArchitectures] = useState<readonly string[]>(
    words.architectures.map(({ name }) => name),
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
        void search({ scenario: scenarioText(), architectures, policies });
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

/** The table of protections by properties. */
export const VerdictsView = () => {
  const [filter, setFilter] = useState('');
  return (
    <div class="verdict-view">
      <h2>Verdicts</h2>
      <p class="lead">
        Which protections keep what they promise, over every order of events of the scenario in the first
        view. Each “no” has a shortest story, which plays there.
      </p>
      <Form words={FIRST_STORY.vocabulary} />
      {table.value === undefined ? null : (
        <>
          <label class="choice inline filter">
            <span>Show policies with</span>
            <input
              type="search"
              value={filter}
              onInput={({ currentTarget }) => setFilter(currentTarget.value)}
            />
          </label>
          <VerdictGrid table={table.value} filter={filter} />
        </>
      )}
    </div>
  );
};
