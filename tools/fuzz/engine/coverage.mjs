// What of our code ran, by the counters that V8 keeps for blocks.
import { Session } from 'node:inspector';

const OURS = /\/packages\/[^/]+\/(dist|src)\//;

export class Coverage {
  #session = new Session();
  #known = new Set();

  constructor() {
    this.#session.connect();
    this.#ask('Profiler.enable');
    this.#ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Blocks that have run since the beginning. */
  get size() {
    return this.#known.size;
  }

  /** Blocks that ran since the last question and had not run before. They are known from then on. */
  newBlocks() {
    const blocks = this.#ranBlocks().filter((block) => !this.#known.has(block));
    for (const block of blocks) this.#known.add(block);
    return new Set(blocks);
  }

  /** Of these blocks, those that ran since the last question. */
  ranAmong(blocks) {
    return this.#ranBlocks().filter((block) => blocks.has(block));
  }

  #ranBlocks() {
    return this.#ask('Profiler.takePreciseCoverage')
      .result.filter(({ url }) => OURS.test(url))
      .flatMap(({ scriptId, functions }) =>
        functions.flatMap(({ ranges }) =>
          ranges
            .filter(({ count }) => count > 0)
            .map(({ startOffset, endOffset }) => `${scriptId}:${startOffset}:${endOffset}`),
        ),
      );
  }

  /** Asks this thread's own V8, which answers at once. */
  #ask(method, parameters) {
    let answer;
    this.#session.post(method, parameters, (error, result) => {
      if (error !== null) throw new Error(error.message);
      answer = result;
    });
    return answer;
  }
}
