import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Situation } from '@warmboot/explorer';
import { parseScenario } from '@warmboot/scenario';
import { situationsOf, standardFramework } from 'warmboot';

const EXAMPLE = fileURLToPath(new URL('../../../examples/thread.yaml', import.meta.url));

/** What the thread argued about, each danger by itself: the situations of examples/thread.yaml. */
export const threadSituations = (): readonly Situation[] => {
  const framework = standardFramework();
  return situationsOf(framework, parseScenario(framework, readFileSync(EXAMPLE, 'utf8'), EXAMPLE));
};
