import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario, play } from '../../packages/scenario/dist/index.js';
import { standardFramework } from '../../packages/cli/dist/index.js';
import { ROOT } from './measure.mjs';

const text = readFileSync(join(ROOT, 'examples', 'thread.yaml'), 'utf8');

const framework = standardFramework();

/** The thread's recipe, with this much memory in its machine. */
const scenarioWith = (memory) => {
  const scenario = parseScenario(framework, text, 'thread.yaml');
  return { ...scenario, machine: { ...scenario.machine, memory } };
};

/** Plays the recipe on an architecture as somebody does who plays it again. */
export const playedAgain = (architecture) => {
  const scenario = scenarioWith('1G');
  return () => play(framework, scenario, { architecture });
};

/** Plays it on a machine that was not met before: each has 2 MiB more than the last. */
export const playedFirst = (architecture) => {
  const scenario = scenarioWith('1G');
  let memory = 2 ** 30;
  return () => {
    memory = memory < 1.9 * 2 ** 30 ? memory + 2 ** 21 : 2 ** 30;
    return play(framework, { ...scenario, machine: { ...scenario.machine, memory } }, { architecture });
  };
};
