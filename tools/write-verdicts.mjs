// Explores examples/thread.yaml under every policy and writes the verdicts between their marks: a few rows into the README,
// all of them into docs/verdicts.md; and with their stories into what the studio shows before anybody searches.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { explore, markdownShort, markdownSummary, packTable } from '../packages/explorer/dist/index.js';
import { situationsOf } from '../packages/answers/dist/explore.js';
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
for (const [path, text] of [
  ['README.md', markdownShort(table)],
  ['docs/verdicts.md', markdownSummary(table)],
]) {
  const page = readFileSync(path, 'utf8');
  if (!MARKS.test(page)) throw new Error(`${path} has no marks for the verdicts`);
  const written = page.replace(MARKS, (_, begin, end) => `${begin}\n${text}\n${end}`);
  writeFileSync(path, await format(written, { parser: 'markdown', printWidth: 130 }));
}

/** One thing a line, so that a change of a verdict is a change of a line. */
const lines = (list) => list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
const { columns, rows, stories } = packTable(table);
const text = [
  `"columns": [\n${lines(columns)}\n  ]`,
  `"rows": [\n${lines(rows)}\n  ]`,
  `"stories": [\n${lines(stories)}\n  ]`,
];
writeFileSync('packages/studio/src/verdicts/thread-verdicts.json', `{\n  ${text.join(',\n  ')}\n}\n`);
