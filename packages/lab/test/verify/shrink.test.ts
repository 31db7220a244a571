import type { TraceScore } from '@warmboot/scenario';
import { describe, expect, it } from 'vitest';
import { differenceOf, shrunk } from '../../src/verify/shrink.js';

const needs =
  (...wanted: readonly number[]) =>
  async (rest: readonly number[]): Promise<boolean> =>
    wanted.every((item) => rest.includes(item));

describe('shrinking', () => {
  it.each([[[3]], [[0, 9]], [[1, 4, 5]], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]])(
    'keeps what it takes: %j',
    async (wanted) => {
      const items = Array.from({ length: 10 }, (_, index) => index);
      expect(await shrunk(items, needs(...wanted))).toEqual(wanted);
    },
  );

  it('never asks about nothing at all', async () => {
    const asked: number[] = [];
    await shrunk([1], async (rest) => {
      asked.push(rest.length);
      return true;
    });
    expect(asked).not.toContain(0);
  });
});

const score = (mismatches: readonly (readonly [string, string])[]): TraceScore => ({
  name: 'a story',
  scored: 1,
  right: 0,
  steps: [
    { step: 0, action: 'boot', scored: [], mismatches: [] },
    {
      step: 1,
      action: 'online',
      scored: [],
      mismatches: mismatches.map(([group, path]) => ({
        group: group as 'blocks',
        path,
        recorded: 1,
        predicted: 2,
      })),
    },
  ],
});

describe('a difference', () => {
  it('is the same whichever block it is of', () => {
    const one = differenceOf(score([['blocks', 'memory32.state']]));
    const other = differenceOf(
      score([
        ['blocks', 'memory40.state'],
        ['blocks', 'memory41.state'],
      ]),
    );
    expect(one).toBe(other);
    expect(one).not.toBe(differenceOf(score([['blocks', 'memory32.valid_zones']])));
    expect(differenceOf(score([]))).toBeUndefined();
  });
});
