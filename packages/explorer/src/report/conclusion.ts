import { columnLetter } from './row-name.js';
import type { Standing } from './standing.js';
import { standingsOf } from './standing.js';
import type { VerdictTable } from './verdict-table.js';

/** Names that are told; the rest is a number. */
const MOST_NAMES = 6;

const list = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;

const named = (names: readonly string[]): string =>
  names.length <= MOST_NAMES
    ? list(names)
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;

const letters = (places: readonly number[]): string => list(places.map(columnLetter));

/** Columns by the protections that hold them: those of the same protections share a sentence. */
const byHolders = (standings: readonly Standing[], places: readonly number[]): string[] => {
  const sentences = new Map<string, number[]>();
  for (const at of places) {
    const holders = standings.filter(({ holds }) => holds.includes(at)).map(({ name }) => name);
    const others = standings.filter(({ holds }) => !holds.includes(at)).map(({ name }) => name);
    const words =
      holders.length === 0
        ? 'nothing that was tried'
        : others.length < holders.length
          ? `everything but ${named(others)}`
          : named(holders);
    sentences.set(words, [...(sentences.get(words) ?? []), at]);
  }
  return [...sentences].map(
    ([words, columns]) => `${letters(columns)} ${columns.length === 1 ? 'holds' : 'hold'} under ${words}.`,
  );
};

/** The largest number of policies in one set. */
const largest = (standings: readonly Standing[]): number =>
  Math.max(0, ...standings.map(({ policies }) => policies.length));

/**
 * What a table comes to, in sentences: which protections hold what not all of them hold, and the smallest of those that hold
 * the most together. What holds, holds on every architecture of the table.
 */
export const conclusionOf = (table: VerdictTable): readonly string[] => {
  const all = standingsOf(table);
  const single = all.filter(({ policies }) => policies.length === 1);
  const places = [...table.columns.keys()];
  const everywhere = places.filter((at) => all.every(({ holds }) => holds.includes(at)));
  const disputed = places.filter((at) => !everywhere.includes(at));
  const most = Math.max(0, ...all.map(({ holds }) => holds.length));
  const best = all.filter(({ holds }) => holds.length === most);
  const smallest = Math.min(...best.map(({ policies }) => policies.length));
  const chosen = best.filter(({ policies }) => policies.length === smallest);
  const sets = largest(all) === 1 ? 'alone' : `in sets of up to ${largest(all)}`;
  if (all.length === 0) return [];
  return [
    ...(everywhere.length === 0
      ? []
      : [`${letters(everywhere)} ${everywhere.length === 1 ? 'holds' : 'hold'} under everything.`]),
    ...byHolders(single, disputed),
    `Of ${places.length}, at most ${most} hold together, with policies ${sets}: under ${named(chosen.map(({ name }) => name))}; what is left is ${letters(leftBy(chosen[0]!, places)) || 'nothing'}.`,
  ];
};

const leftBy = ({ holds }: Standing, places: readonly number[]): readonly number[] =>
  places.filter((at) => !holds.includes(at));
