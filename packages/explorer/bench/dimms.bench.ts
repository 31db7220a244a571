import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, bench, describe } from 'vitest';

/*
 * One situation, two checkers: SPIN on a model of thirty lines (dimms.pml), written for this comparison, and the explorer
 * on the whole kernel model. Both as whole processes, from nothing to the verdict: SPIN's time holds the making and the
 * compilation of its program. `first` is the time to a shortest story against no-write-to-absent-memory, `all` to the end
 * of all orders: SPIN with its one assertion, the explorer with all its properties. States are in the titles: the two
 * models take the same steps, so without reduction they have the same states but for a few at the ends.
 *
 * What to expect: SPIN looks at a state in a fraction of a microsecond, the explorer in some microseconds where only the
 * order is new, and half a millisecond where the machine is new: it loads, boots and tears down a kernel there. So the
 * explorer is faster to the verdict on situations like the thread's, where SPIN still compiles, and slower on large ones.
 *
 * The last one is about memory alone: ten million states, and what the process came to.
 */

const here = fileURLToPath(new URL('.', import.meta.url));
const hasSpin = ['spin -V', 'cc --version'].every((command) => {
  const [name = '', ...words] = command.split(' ');
  return spawnSync(name, words).status === 0;
});
const scratch = mkdtempSync(join(tmpdir(), 'warmboot-spin-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Until = 'first' | 'all';

const run = (command: string, words: readonly string[], cwd: string): string => {
  const { stdout, stderr, error } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return `${stdout}${stderr}`;
};

/** Shortest first means breadth first; -c0 counts violations and goes on. @returns states */
const runSpin = (dimms: number, until: Until): number => {
  copyFileSync(join(here, 'dimms.pml'), join(scratch, 'dimms.pml'));
  run('spin', [`-DN=${dimms}`, '-a', 'dimms.pml'], scratch);
  const how = until === 'first' ? ['-DBFS'] : ['-DNOREDUCE'];
  run('cc', ['-O2', '-DSAFETY', ...how, '-o', 'pan', 'pan.c'], scratch);
  const told = run('./pan', ['-E', ...(until === 'first' ? [] : ['-c0'])], scratch);
  if (!told.includes('assertion violated present[0]')) throw new Error(`SPIN found nothing: ${told}`);
  return Number(/(\d+) states, stored/.exec(told)?.[1]);
};

interface Measured {
  readonly states: number;
  readonly machines: number;
  /** Bytes that the search kept, where it was asked for. */
  readonly held?: number;
  /** Bytes of the whole process at its largest. */
  readonly peak: number;
}

const runWarmboot = (dimms: number, until: Until, options: readonly string[] = [], limit = 1e7): Measured =>
  JSON.parse(
    run(process.execPath, [...options, 'dimms.mjs', String(dimms), until, String(limit)], here),
  ) as Measured;

const RUNS = { time: 0, iterations: 3, warmupTime: 0, warmupIterations: 0 } as const;

/** A situation with the states of both, and what a state costs the explorer in memory. */
const title = (dimms: number, until: Until): string => {
  const { states, machines, held = 0 } = runWarmboot(dimms, until, ['--expose-gc']);
  const theirs = hasSpin ? `${runSpin(dimms, until)} states in SPIN` : 'spin or cc is missing';
  const cost = `${Math.round(held / states)} bytes a state, all told`;
  return `${dimms === 1 ? 'the race' : `${dimms} DIMMs`}, ${until}: ${theirs}; ${states} states here, ${machines} machines, ${cost}`;
};

for (const [dimms, until] of [
  [1, 'first'],
  [1, 'all'],
  [5, 'all'],
  [6, 'first'],
] as const) {
  describe(title(dimms, until), () => {
    if (hasSpin) bench('spin, cc, pan', () => void runSpin(dimms, until), RUNS);
    bench('warmboot', () => void runWarmboot(dimms, until), RUNS);
  });
}

const MANY = 10_000_000;
const { states, peak } = runWarmboot(8, 'all', [], MANY);
describe(`8 DIMMs, the first ${states} states: ${(peak / 2 ** 30).toFixed(2)} GiB, ${Math.round(peak / states)} bytes a state, Node and all`, () => {
  bench('warmboot', () => void runWarmboot(8, 'all', [], MANY), { ...RUNS, iterations: 1 });
});
