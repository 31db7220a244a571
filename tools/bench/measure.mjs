// How rows measure. Times are of processors, in milliseconds: what else a computer does makes them longer by little.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The command as somebody runs it. */
export const WARMBOOT = [process.execPath, join(ROOT, 'packages', 'cli', 'bin', 'warmboot.js')];

/** Why a row is not measured here. */
export class NotHere extends Error {}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** What a call costs in this process once it is warm: the median of batches that take at least 20 ms each. */
export const costOf = (work, { warm = 300, total = 1000 } = {}) => {
  const spent = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const timed = (times) => {
    const start = spent();
    for (let time = 0; time < times; time++) work();
    return spent() - start;
  };
  let once = timed(1);
  for (let spentWarm = once; spentWarm < warm; spentWarm += once) once = timed(1);
  const times = Math.max(1, Math.ceil(20 / Math.max(once, 0.001)));
  const batches = [];
  for (let sum = 0; sum < total || batches.length < 3; sum += batches.at(-1)) batches.push(timed(times));
  return median(batches) / times;
};

/** Minutes and seconds, as a shell's `times` prints them. */
const inMs = (text) => {
  const [, minutes, seconds] = /(\d+)m([\d.]+)s/.exec(text);
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
};

/**
 * What a command costs as a process, with all that it starts: the mean of several runs after one that is not counted.
 * @param accept status codes of a run that counts
 */
export const costOfProcess = ([command, ...words], { runs = 7, warm = 1, input = '/dev/null' } = {}) => {
  const repeat = (count) => {
    const script = `i=0; while [ $i -lt ${count} ]; do "$@" <"$INPUT" >/dev/null 2>&1 || exit 9; i=$((i + 1)); done; times`;
    const { status, stdout, error } = spawnSync('sh', ['-c', script, 'sh', command, ...words], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, INPUT: input },
    });
    if (error !== undefined || status !== 0) throw new Error(`${[command, ...words].join(' ')} failed`);
    const [user, system] = stdout.trim().split('\n').at(-1).split(' ');
    return (inMs(user) + inMs(system)) / Math.max(1, count);
  };
  if (warm > 0) repeat(warm);
  return repeat(runs);
};

/** @throws NotHere where one of the programs is not installed */
export const needPrograms = (...names) => {
  for (const name of names) {
    const { status } = spawnSync('sh', ['-c', 'command -v "$0"', name]);
    if (status !== 0) throw new NotHere(`${name} is not installed`);
  }
};

/** Runs something with a folder that is removed after it. */
export const inScratch = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'warmboot-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Measured once, for all rows that compare with it. */
export const once = (work) => {
  let answer;
  return () => (answer ??= work());
};
