// Explores examples/thread.yaml under every policy and writes the verdicts between their marks: a few rows into the README,
// all of them into docs/verdicts.md; and with their stories into what the studio shows before anybody searches. The page also
// gets what real kernels made of them: with --seen that alone, without exploring.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import {
  columnLetter,
  explore,
  markdownShort,
  markdownSummary,
  packTable,
  propertiesOf,
} from '../packages/explorer/dist/index.js';
import { situationsOf } from '../packages/answers/dist/explore.js';
import { workerPool } from '../packages/cli/dist/explore/worker-pool.js';
import { openScenario } from '../packages/cli/dist/session/scenario-file.js';
import { seenInWords } from './verdicts-seen.mjs';

const { scenario, framework } = await openScenario('examples/thread.yaml');

const explored = async () => {
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
  return table;
};

/** Puts a text between the marks of a page. */
const writeBetween = async (path, what, text) => {
  const page = readFileSync(path, 'utf8');
  const marks = new RegExp(`(<!-- ${what}: [^>]*-->\n)[^]*?(<!-- end of ${what} -->)`);
  if (!marks.test(page)) throw new Error(`${path} has no marks for the ${what}`);
  const written = page.replace(marks, (_, begin, end) => `${begin}\n${text}\n${end}`);
  writeFileSync(path, await format(written, { parser: 'markdown', printWidth: 130 }));
};

/** One thing a line, so that a change of a verdict is a change of a line. */
const lines = (list) => list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');

const writePacked = (table) => {
  const { columns, rows, stories } = packTable(table);
  const text = [
    `"columns": [\n${lines(columns)}\n  ]`,
    `"rows": [\n${lines(rows)}\n  ]`,
    `"stories": [\n${lines(stories)}\n  ]`,
  ];
  writeFileSync('packages/studio/src/verdicts/thread-verdicts.json', `{\n  ${text.join(',\n  ')}\n}\n`);
};

if (!process.argv.includes('--seen')) {
  const table = await explored();
  await writeBetween('README.md', 'verdicts', markdownShort(table));
  await writeBetween('docs/verdicts.md', 'verdicts', markdownSummary(table));
  writePacked(table);
}
const columns = propertiesOf(framework).map(({ name }, at) => ({ name, letter: columnLetter(at) }));
await writeBetween('docs/verdicts.md', 'confirmations', seenInWords(columns));
