// Tries the inputs of one target in a thread of its own, whose memory has a limit and which can be stopped.
import { parentPort, workerData } from 'node:worker_threads';
import { attempt } from './attempt.mjs';
import { Coverage } from './coverage.mjs';
import { inputsOf } from './inputs.mjs';
import { minimised } from './minimise.mjs';
import { openTarget } from './targets.mjs';

/** Inputs between two looks at what ran. */
const BATCH = 128;
/** Finds of one kind that are told: more are the same mistake. */
const TOLD_ONCE = new Set(workerData.known);
/** Signatures of limits: what takes long is not made smaller by taking long many times. */
const LIMITS = ['time', 'memory'];

const { name, seed, from, inputs, guided, current } = workerData;
const progress = new BigInt64Array(current);
const target = await openTarget(name);
const corpus = await target.corpus();
if (corpus.length === 0) throw new Error(`${name} has nothing to begin from`);
const inputAt = inputsOf(target, seed, corpus);
const coverage = guided ? new Coverage() : undefined;

const tryOne = async (index) => {
  Atomics.store(progress, 0, BigInt(index));
  const bytes = await inputAt(index);
  const failure = await attempt(target, bytes);
  if (failure === undefined || TOLD_ONCE.has(failure.signature)) return bytes;
  TOLD_ONCE.add(failure.signature);
  const small = LIMITS.includes(failure.signature)
    ? bytes
    : await minimised(target, bytes, failure.signature);
  parentPort.postMessage({ found: { ...failure, index, bytes: small } }, []);
  return bytes;
};

/** The inputs of a batch that reached something new join the corpus. */
const learn = async (batch) => {
  const blocks = coverage.newBlocks();
  if (blocks.size === 0) return;
  for (const bytes of batch) {
    await attempt(target, bytes);
    const reached = coverage.ranAmong(blocks);
    if (reached.length > 0) corpus.push(bytes);
    for (const block of reached) blocks.delete(block);
    if (blocks.size === 0) return;
  }
};

if (coverage !== undefined) {
  for (const bytes of corpus) await attempt(target, bytes);
  coverage.newBlocks();
}
let batch = [];
for (let index = from; index < from + inputs; index += 1) {
  const bytes = await tryOne(index);
  if (coverage === undefined) continue;
  batch.push(bytes);
  if (batch.length < BATCH) continue;
  await learn(batch);
  batch = [];
}
parentPort.postMessage({ done: { blocks: coverage?.size, corpus: corpus.length } }, []);
