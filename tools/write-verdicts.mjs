// Explores examples/thread.yaml under every policy and writes the verdicts into the README, between their marks.
import { readFileSync, writeFileSync } from 'node:fs';
import { explore, markdownSummary } from '../packages/explorer/dist/index.js';
import { situationsOf } from '../packages/cli/dist/explore/situations.js';
import { workerPool } from '../packages/cli/dist/explore/worker-pool.js';
import { openScenario } from '../packages/cli/dist/session/scenario-file.js';

const { scenario, framework } = await openScenario('examples/thread.yaml');
const runner = workerPool({ plugins: [] });
const { table } = await explore({
  framework,
  runner,
  campaign: {
    situations: situationsOf(framework, scenario),
    architectures: framework.architectures.all().map(({ name }) => name),
    policies: framework.policies.all().map(({ name }) => [name]),
  },
});
await runner.close();

const MARKS = /(<!-- verdicts: [^>]*-->\n)[^]*?(<!-- end of verdicts -->)/;
const readme = readFileSync('README.md', 'utf8');
if (!MARKS.test(readme)) throw new Error('README.md has no marks for the verdicts');
writeFileSync(
  'README.md',
  readme.replace(MARKS, (_, begin, end) => `${begin}\n${markdownSummary(table)}\n${end}`),
);
