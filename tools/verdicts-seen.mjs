// What real kernels made of the explorer's stories, from docs/confirmed.json, as the part of docs/verdicts.md that tells it.
import { readFileSync } from 'node:fs';
import { SEEN_MARKS } from '../packages/cli/dist/explore/seen-file.js';

/** `x86_64 6.1.0-57-amd64` */
const whereOf = ({ architecture, kernel }) => `${architecture} ${/^Linux (\S+)/.exec(kernel)?.[1] ?? kernel}`;

const groupedBy = (stories, keyOf) => {
  const groups = new Map();
  for (const story of stories) groups.set(keyOf(story), [...(groups.get(keyOf(story)) ?? []), story]);
  return [...groups];
};

/** @param columns of the table of verdicts, with `name` and `letter` */
export const seenInWords = (columns, file = 'docs/confirmed.json') => {
  const stories = JSON.parse(readFileSync(file, 'utf8'));
  const letters = columns.filter(({ name }) => stories.some(({ property }) => property === name));
  const letterOf = ({ property }) => letters.find(({ name }) => name === property)?.letter;
  const rows = groupedBy(stories, ({ policies, ...story }) => `${policies.join(' + ')} | ${whereOf(story)}`);
  const reasons = groupedBy(
    stories.filter((story) => letterOf(story) !== undefined),
    ({ verdict, words }) => `${SEEN_MARKS[verdict]} ${words}`,
  );
  const places = (own) =>
    groupedBy(own, whereOf).map(([where, some]) => `${some.map(letterOf).toSorted().join(', ')} on ${where}`);
  return [
    `| protection | kernel | seen | ${letters.map(({ letter }) => letter).join(' | ')} |`,
    `| --- | --- | --- | ${letters.map(() => ':-:').join(' | ')} |`,
    ...rows.map(([head, own]) => {
      const cells = letters.map(
        ({ name }) => SEEN_MARKS[own.find(({ property }) => property === name)?.verdict] ?? '',
      );
      return `| ${head} | ${own[0].date} | ${cells.join(' | ')} |`;
    }),
    '',
    ...reasons.map(([words, own]) => `- ${words}: ${places(own).join('; ')}`),
    '',
  ].join('\n');
};
