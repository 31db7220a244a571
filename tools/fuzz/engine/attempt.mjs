// One input, tried.
import { getHeapStatistics } from 'node:v8';

/** Most CPU time that an input may take, in seconds, and most memory, in bytes. */
const MOST_SECONDS = 2;
const MOST_MEMORY = 256 * 2 ** 20;

/** Errors that tell somebody what is wrong with the input. By name: their classes are those of the code under test. */
const TYPED = new Set([
  'FormatError',
  'AmlError',
  'AmlFatalError',
  'AmlLimitError',
  'AmlRegionError',
  'UnknownNameError',
]);

/** Whether an error tells of broken input. */
const isTyped = (error) => error instanceof Error && TYPED.has(error.name);

/** The error and the first place of ours in its stack: what two finds have in common that are the same mistake. */
const signatureOf = (error) => {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const place = /packages\/[^\s)]*?:\d+/.exec(error.stack ?? '')?.[0] ?? '';
  return `${error.name}: ${error.message.replaceAll(/\d+/g, 'N').slice(0, 120)} ${place}`;
};

/** Every part of a target's run on one input: the first failure, or undefined. */
const failureIn = async (target, bytes) => {
  for (const part of target.run(bytes, isTyped)) {
    try {
      const outcome = part();
      if (outcome instanceof Promise) await outcome;
    } catch (error) {
      if (!isTyped(error)) return { signature: signatureOf(error), detail: error?.stack ?? String(error) };
    }
  }
  return undefined;
};

/** Bytes that hang on objects of this thread, and are not in its heap: those of arrays. */
const outside = () => getHeapStatistics().external_memory;

/**
 * Tries an input.
 * @returns undefined, or what is wrong: `signature` names it, `detail` tells more
 */
export const attempt = async (target, bytes) => {
  const before = outside();
  const start = performance.now();
  const failure = await failureIn(target, bytes);
  if (failure !== undefined) return failure;
  if (outside() - before > MOST_MEMORY) {
    return { signature: 'memory', detail: `more than ${MOST_MEMORY} bytes for ${bytes.length}` };
  }
  // A busy computer makes everything slow: what counts is the time on the processor, which is asked only then.
  if (performance.now() - start < 1000 * MOST_SECONDS) return undefined;
  const used = process.cpuUsage();
  await failureIn(target, bytes);
  const { user, system } = process.cpuUsage(used);
  const seconds = (user + system) / 1e6;
  return seconds > MOST_SECONDS
    ? { signature: 'time', detail: `${seconds.toFixed(1)} s for ${bytes.length} bytes` }
    : undefined;
};
