// Runs one target in a worker, and watches it.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inputsOf } from './inputs.mjs';
import { openTarget } from './targets.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The heap of a worker: what an input may take, and what the code and the corpus take. MiB. */
const HEAP = 256 + 192;
/** CPU time without an end of an input after which it counts as endless, in seconds. */
const PATIENCE = 20;
const LOOK_EVERY = 500;

/** Keeps an input that failed where tests of its package find it. @returns its path in the repository */
export const keep = ({ name, room }, seed, { index, bytes }) => {
  const folder = join('packages', room, 'test', 'fuzz-found');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const path = join(folder, `${name}.seed-${seed}.input-${index}.${hash}.bin`);
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, path), bytes);
  return path;
};

/** One worker from input `from` on, until its inputs or the time are over, or an input ends it. */
const runWorker = (name, { seed, from, inputs, guided, deadline, known, onFound }) =>
  new Promise((resolve, reject) => {
    const current = new SharedArrayBuffer(8);
    const progress = new BigInt64Array(current);
    Atomics.store(progress, 0, BigInt(from));
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: { name, seed, from, inputs, guided, current, known },
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
    });
    const at = () => Number(Atomics.load(progress, 0));
    let last = -1;
    let used = process.cpuUsage();
    const end = (outcome) => {
      clearInterval(watch);
      resolve({ next: at() + 1, over: true, ...outcome });
    };
    const watch = setInterval(() => {
      if (Date.now() > deadline) void worker.terminate().then(() => end({ next: at() }));
      if (at() !== last) {
        last = at();
        used = process.cpuUsage();
        return;
      }
      const { user, system } = process.cpuUsage(used);
      if ((user + system) / 1e6 < PATIENCE) return;
      void worker.terminate().then(() =>
        end({
          over: false,
          ended: { signature: 'time', detail: `no end after ${PATIENCE} s of CPU time`, index: last },
        }),
      );
    }, LOOK_EVERY);
    worker.on('message', ({ found, done }) => {
      if (found !== undefined) onFound(found);
      else end({ next: from + inputs, done });
    });
    worker.on('error', (error) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') {
        clearInterval(watch);
        reject(error);
      } else
        end({
          over: false,
          ended: { signature: 'memory', detail: `the heap has more than ${HEAP} MiB`, index: at() },
        });
    });
  });

/**
 * Tries inputs of a target.
 * @param {{ seed: number, from: number, inputs: number, seconds: number, guided: boolean,
 *   onFound: (found: { signature: string, detail: string, index: number, bytes: Uint8Array }) => void }} options
 * @returns how many inputs were tried, how many different failures were found, and blocks that ran where coverage guides
 */
export const campaign = async (name, { seed, from, inputs, seconds, guided, onFound }) => {
  const deadline = Date.now() + 1000 * seconds;
  const known = [];
  const found = (failure) => {
    known.push(failure.signature);
    onFound(failure);
  };
  let next = from;
  let done;
  for (;;) {
    const left = from + inputs - next;
    if (left <= 0) break;
    const outcome = await runWorker(name, {
      seed,
      from: next,
      inputs: left,
      guided,
      deadline,
      known,
      onFound: found,
    });
    next = outcome.next;
    done = outcome.done;
    if (outcome.ended !== undefined && !known.includes(outcome.ended.signature)) {
      const target = await openTarget(name);
      const bytes = await inputsOf(target, seed, await target.corpus())(outcome.ended.index);
      found({ ...outcome.ended, bytes });
    }
    if (outcome.over) break;
  }
  return { tried: next - from, failures: known.length, blocks: done?.blocks, corpus: done?.corpus };
};
