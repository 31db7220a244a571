import { Option } from 'commander';
import { positive } from '../session/options.js';

/** `--jobs N`: guests that run at the same time. */
export const jobsOption = (): Option =>
  new Option('--jobs <n>', 'guests that run at the same time').argParser(positive).default(1);

/**
 * Works off items, several at once. What comes of each is told in their order, as soon as all before it are done. When
 * nobody asks for more, nothing new is begun, and what is under way is waited for.
 * @param jobs how many at once, from 1
 * @throws what the work on an item throws, when its turn has come
 */
export async function* inParallel<T, R>(
  items: readonly T[],
  jobs: number,
  work: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R, void> {
  const running: Promise<R>[] = [];
  let isOver = false;
  const start = (): void => {
    const index = running.length;
    if (isOver || index >= items.length) return;
    const one = work(items[index]!, index);
    running.push(one);
    // Who fails while others are waited for is heard when his turn comes.
    void one.then(start, start);
  };
  for (let job = 0; job < jobs; job += 1) start();
  try {
    for (let index = 0; index < items.length; index += 1) yield await running[index]!;
  } finally {
    isOver = true;
    await Promise.allSettled(running);
  }
}
