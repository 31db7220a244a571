// Writes the situations of examples/thread.yaml as the plain data that the explorer exports as THREAD.
import { writeFileSync } from 'node:fs';
import { situationsOf } from '../packages/cli/dist/explore/situations.js';
import { openScenario } from '../packages/cli/dist/scenario-file.js';

const { scenario, framework } = await openScenario('examples/thread.yaml', []);
const situations = JSON.stringify(situationsOf(framework, scenario), undefined, 2);
writeFileSync(
  'packages/explorer/src/thread/situations.ts',
  `/* oxlint-disable max-lines -- written by a tool */
import type { Situation } from '../model/situation.js';

/**
 * What the thread argued about, each danger on a stage of its own: the situations of examples/thread.yaml.
 * Written by tools/write-thread.mjs; edit the example.
 */
export const THREAD: readonly Situation[] = ${situations};
`,
);
