import { describe, expect, it } from 'vitest';
import { combinations } from '../src/campaign/combinations.js';
import type { Counterexample } from '../src/counterexample/counterexample.js';
import { conclusionOf } from '../src/report/conclusion.js';
import { mergedStandings, standingsOf, unsurpassed } from '../src/report/standing.js';
import { markdownShort, markdownSummary } from '../src/report/summary.js';
import type { TableCell, VerdictTable } from '../src/report/verdict-table.js';

const story = (steps: number) => ({ steps: Array.from({ length: steps }) }) as unknown as Counterexample;

/** `y`, `-`, `?`, or the steps of a story against it. */
const cell = (letter: string): TableCell => {
  if (letter === 'y') return { answer: 'yes' };
  if (letter === '-') return { answer: 'moot' };
  return letter === '?' ? { answer: 'unknown' } : { answer: 'no', story: story(Number(letter)) };
};

/** Protections with their answers on two architectures, a letter a column. */
const table = (rows: Readonly<Record<string, readonly [string, string]>>): VerdictTable => ({
  columns: ['a', 'b', 'c'].map((name) => ({ name, title: `title ${name}`, words: '' })),
  rows: Object.entries(rows).flatMap(([name, answers]) =>
    answers.map((letters, at) => ({
      policies: name.split('+'),
      architecture: ['left', 'right'][at]!,
      cells: [...letters].map(cell),
      states: 1,
    })),
  ),
});

const SINGLE = table({
  none: ['55y', '57y'],
  same: ['55y', '57y'],
  first: ['y5y', '-7y'],
  second: ['5yy', '5yy'],
  unseen: ['y?y', 'y5y'],
});
const PAIRS = table({
  none: ['55y', '57y'],
  first: ['y5y', 'y7y'],
  second: ['5yy', '5yy'],
  'first+second': ['yyy', 'yyy'],
});

describe('what a table comes to', () => {
  it('says what holds under what, and what can hold together', () => {
    expect(conclusionOf(SINGLE)).toEqual([
      'C holds under everything.',
      'A holds under first and unseen.',
      'B holds under second.',
      'Of 3, at most 2 hold together, with policies alone: under first, second and unseen; what is left is B.',
    ]);
    expect(conclusionOf(PAIRS).at(-1)).toBe(
      'Of 3, at most 3 hold together, with policies in sets of up to 2: under first + second; what is left is nothing.',
    );
    expect(conclusionOf(table({}))).toEqual([]);
  });

  it('what was not looked at to the end does not hold', () => {
    const unseen = standingsOf(SINGLE).find(({ name }) => name === 'unseen');
    expect(unseen?.holds).toEqual([0, 2]);
  });

  it('equal rows are one, and a short table has no protection and what nothing surpasses', () => {
    expect(mergedStandings(standingsOf(SINGLE)).map((merged) => merged.map(({ name }) => name))).toEqual([
      ['none', 'same'],
      ['first'],
      ['second'],
      ['unseen'],
    ]);
    expect(unsurpassed(standingsOf(PAIRS)).map(({ name }) => name)).toEqual(['first + second']);
    expect(markdownSummary(SINGLE)).toContain('| none, same | **no** 5 | **no** 5 / 7 | yes |');
    const short = markdownShort(PAIRS, 2);
    expect(short).toContain('| first + second | yes | yes | yes |');
    expect(short).not.toContain('| second |');
  });
});

describe('policies together', () => {
  it('each by itself, then every pair, then every triple; none adds nothing', () => {
    expect(combinations(['none', 'a', 'b', 'c'], 1)).toEqual([['none'], ['a'], ['b'], ['c']]);
    const pairs = combinations(['none', 'a', 'b', 'c'], 2);
    expect(pairs.slice(4)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(combinations(['none', 'a', 'b', 'c'], 3).slice(7)).toEqual([['a', 'b', 'c']]);
  });
});
