import { describe, expect, it } from 'vitest';
import { inParallel } from '../../src/lab/in-parallel.js';

/** Work that ends when it is told to, and counts how much of it is under way. */
const workshop = () => {
  const ends: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const work = async (item: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((done) => ends.push(done));
    running -= 1;
    if (item < 0) throw new Error(`item ${item}`);
    return item * 10;
  };
  const endAll = (): void => ends.splice(0).forEach((end) => end());
  const timer = setInterval(endAll, 1);
  return { work, most: () => most, close: () => clearInterval(timer) };
};

const told = async (items: readonly number[], jobs: number) => {
  const { work, most, close } = workshop();
  const results: number[] = [];
  try {
    for await (const one of inParallel(items, jobs, work)) results.push(one);
  } finally {
    close();
  }
  return { results, most: most() };
};

describe('work in parallel', () => {
  it.each([1, 2, 5])('is told in order, with %i at once', async (jobs) => {
    const { results, most } = await told([1, 2, 3, 4], jobs);
    expect(results).toEqual([10, 20, 30, 40]);
    expect(most).toBe(Math.min(jobs, 4));
  });

  it('is told up to what fails', async () => {
    await expect(told([1, -2, 3], 2)).rejects.toThrow('item -2');
  });

  it('begins nothing new when nobody asks for more', async () => {
    const { work, close } = workshop();
    const begun: number[] = [];
    const running = inParallel([1, 2, 3, 4, 5], 2, (item) => {
      begun.push(item);
      return work(item);
    });
    await running.next();
    await running.return();
    close();
    expect(begun.length).toBeLessThan(5);
  });
});
