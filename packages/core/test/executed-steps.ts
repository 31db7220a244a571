import { Session } from 'node:inspector';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** Sources whose work counts: the model's, and the tree that it keeps its maps in. */
const COUNTED = /\/packages\/core\/src\/|\/sorted-btree\//;

const session = new Session();
session.connect();

const ask = <T>(method: string, parameters: object = {}): T => {
  let answer: { readonly error: Error | null; readonly result: unknown } | undefined;
  session.post(method, parameters, (error, result) => (answer = { error, result }));
  if (answer === undefined || answer.error !== null) {
    throw new Error(`the profiler does not answer ${method}`, { cause: answer?.error });
  }
  return answer.result as T;
};

// Only code that is compiled while the counters are on has them: this file is imported before the model.
ask('Profiler.enable');
ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How many blocks of code `body` executes in the model: each call of a function and each turn of a loop is one. The
 * engine counts them itself, so that the number says how the work grows whatever else the computer is doing.
 */
export const executedSteps = (body: () => void): number => {
  ask('Profiler.takePreciseCoverage');
  body();
  const { result } = ask<Coverage>('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => COUNTED.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
};
